import type { OperationService } from "../connectors/operation.service.ts";
import type { ReleaseService } from "../connectors/release.service.ts";
import type { StageRepository } from "../connectors/stage.repository.ts";

/** Which stages serve an operation, and whether there is one of that id at all. */
export class ServedOperations {
  readonly #stages: StageRepository;
  readonly #releases: ReleaseService;
  readonly #operations: OperationService;

  constructor(stages: StageRepository, releases: ReleaseService, operations: OperationService) {
    this.#stages = stages;
    this.#releases = releases;
    this.#operations = operations;
  }

  /** The stages on which a version that is served or tried has an operation, by its id. */
  async stagesOf(space: string, connector: string): Promise<(operation: string) => string[]> {
    const stages: { name: string; operations: ReadonlySet<string> }[] = [];
    for (const { name, release, rollout } of await this.#stages.ofConnectors(space, [connector])) {
      const versions = [release?.version, rollout?.version].filter((version) => version !== undefined);
      const contents = await Promise.all(versions.map((version) => this.#releases.content(space, connector, version)));
      stages.push({ name, operations: new Set(contents.flatMap(({ operations }) => operations.map(({ id }) => id))) });
    }
    return (operation) => stages.filter(({ operations }) => operations.has(operation)).map(({ name }) => name);
  }

  /** In the draft, or served on a stage. */
  async exists(space: string, connector: string, operation: string): Promise<boolean> {
    if ((await this.#operations.missing(space, connector, [operation])).length === 0) return true;
    return (await this.stagesOf(space, connector))(operation).length > 0;
  }
}

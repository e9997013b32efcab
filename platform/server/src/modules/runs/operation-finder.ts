import type { Operation } from "@tessera/contracts";
import { KeptBriefly } from "../../persistence/kept-briefly.ts";
import type { ReleaseService } from "../connectors/release.service.ts";
import type { StageService } from "../connectors/stage.service.ts";

/** An operation as a stage serves it now. */
export interface FoundOperation {
  operation: Operation;
  version: string;
  timeoutMs: number;
}

/** The stage's answer may be that old, ms: thousands of runs ask for the same few operations. */
const keptMs = 1_000;
const defaultTimeoutMs = 30_000;

/** Finds the operations that runs call. */
export class OperationFinder {
  readonly #stages: StageService;
  readonly #releases: ReleaseService;
  readonly #kept = new KeptBriefly<FoundOperation | null>(keptMs);

  constructor(stages: StageService, releases: ReleaseService) {
    this.#stages = stages;
    this.#releases = releases;
  }

  /** What a stage serves now, or served a second ago. Null: nothing of that name. */
  find(space: string, connector: string, stage: string, operation: string): Promise<FoundOperation | null> {
    return this.#kept.get(`${space}/${connector}/${stage}/${operation}`, () => this.current(space, connector, stage, operation));
  }

  /** The same as of this very moment, e.g. just after a release was published. */
  async current(space: string, connector: string, stageName: string, id: string): Promise<FoundOperation | null> {
    const stage = await this.#stages.find(space, connector, stageName);
    if (stage === null || stage.release === null) return null;
    const { version } = stage.release;
    const found = await this.#releases.operation(space, connector, version, id);
    if (found === null) return null;
    return { operation: found.operation, version, timeoutMs: found.operation.backend.timeoutMs ?? stage.backend?.timeoutMs ?? defaultTimeoutMs };
  }
}

import { setImmediate as turn } from "node:timers/promises";
import { LastUsed } from "../../persistence/last-used.ts";
import type { StoredConnector } from "./connector.repository.ts";
import { type OperationRow, operationDigest } from "./operation.repository.ts";
import type { ReleaseService } from "./release.service.ts";

/** How an operation of the draft differs from the latest release. */
export type DraftChange = "added" | "changed";

/** How long it may keep others waiting at a time, ms. */
const sliceMs = 15;
const keptReleases = 8;

/** Says which operations of a draft differ from the latest release by themselves; a change of a shared schema is not one of them. */
export class DraftChanges {
  readonly #releases: ReleaseService;
  readonly #digests = new LastUsed<ReadonlyMap<string, string>>(keptReleases);

  constructor(releases: ReleaseService) {
    this.#releases = releases;
  }

  /** What tells of a row how it differs; of a connector without release nothing differs. */
  async of({ space, name, latestVersion }: Pick<StoredConnector, "space" | "name" | "latestVersion">): Promise<(row: Pick<OperationRow, "operation" | "digest">) => DraftChange | undefined> {
    if (latestVersion === null) return () => undefined;
    const released = await this.#digests.get(`${space}/${name}/${latestVersion}`, () => this.#digestsOf(space, name, latestVersion));
    return ({ operation, digest }) => {
      const before = released?.get(operation);
      return before === undefined ? "added" : before === digest ? undefined : "changed";
    };
  }

  async #digestsOf(space: string, connector: string, version: string): Promise<Map<string, string>> {
    const { operations } = await this.#releases.content(space, connector, version);
    const digests = new Map<string, string>();
    let began = performance.now();
    for (const operation of operations) {
      digests.set(operation.id, operationDigest(operation));
      if (performance.now() - began > sliceMs) {
        await turn();
        began = performance.now();
      }
    }
    return digests;
  }
}

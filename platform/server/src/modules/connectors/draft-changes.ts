import type { StoredConnector } from "./connector.repository.ts";
import type { OperationRow } from "./operation.repository.ts";
import type { ReleaseService } from "./release.service.ts";

/** How an operation of the draft differs from the latest release. */
export type DraftChange = "added" | "changed";

/** Says which operations of a draft differ from the latest release by themselves; a change of a shared schema is not one of them. */
export class DraftChanges {
  readonly #releases: ReleaseService;

  constructor(releases: ReleaseService) {
    this.#releases = releases;
  }

  /** What tells of a row how it differs; of a connector without release nothing differs. */
  async of(connector: Pick<StoredConnector, "space" | "name" | "latestVersion">): Promise<(row: Pick<OperationRow, "operation" | "digest">) => DraftChange | undefined> {
    const released = await this.#releases.latestOperations(connector);
    if (released === undefined) return () => undefined;
    return ({ operation, digest }) => {
      const before = released.get(operation);
      return before === undefined ? "added" : before.digest === digest ? undefined : "changed";
    };
  }
}

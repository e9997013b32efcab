import { LastUsed } from "../../persistence/last-used.ts";
import type { StoredConnector } from "./connector.repository.ts";
import type { OperationRepository, OperationRow } from "./operation.repository.ts";

const keptDrafts = 8;

/** All operations of a draft without their contents, kept until the draft changes: thousands take a while to read. */
export class DraftRows {
  readonly #operations: OperationRepository;
  readonly #rows = new LastUsed<readonly OperationRow[]>(keptDrafts);

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  async of({ draft, updatedAt }: Pick<StoredConnector, "draft" | "updatedAt">): Promise<readonly OperationRow[]> {
    return (await this.#rows.get(`${draft} ${updatedAt.getTime()}`, () => this.#operations.rows(draft))) ?? [];
  }
}

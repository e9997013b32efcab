import { LastUsed } from "../../persistence/last-used.ts";
import type { StoredConnector } from "./connector.repository.ts";
import type { OperationRepository, OperationRow } from "./operation.repository.ts";

const keptDrafts = 8;

/** A draft as it was after its last change. */
export type DraftState = Pick<StoredConnector, "draft" | "updatedAt">;

/** All operations of a draft without their contents, kept until the draft changes: thousands take a while to read. */
export class DraftRows {
  readonly #operations: OperationRepository;
  readonly #rows = new LastUsed<readonly OperationRow[]>(keptDrafts);

  constructor(operations: OperationRepository) {
    this.#operations = operations;
  }

  async of(draft: DraftState): Promise<readonly OperationRow[]> {
    return (await this.#rows.get(stateKey(draft), () => this.#operations.rows(draft.draft))) ?? [];
  }

  /** Takes over the change of one operation that made `before` to `after`, so that the next reader does not read all of them again. */
  changed(before: DraftState, after: DraftState, row: OperationRow): void {
    const rows = this.#rows.peek(stateKey(before));
    const index = rows?.findIndex(({ operation }) => operation === row.operation) ?? -1;
    if (rows !== undefined && index >= 0) this.#rows.put(stateKey(after), rows.with(index, row));
  }
}

/** Tells states of drafts apart. */
export function stateKey({ draft, updatedAt }: DraftState): string {
  return `${draft} ${updatedAt.getTime()}`;
}

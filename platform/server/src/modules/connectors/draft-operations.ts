import type { Operation } from "@tessera/contracts";
import type { DraftRows, DraftState } from "./draft-rows.ts";
import type { OperationRepository } from "./operation.repository.ts";

/** Operations of a release by id, each with its `operationDigest`. */
export type ReleasedOperations = ReadonlyMap<string, { operation: Operation; digest: string }>;

/** When more than this share differs from the release, all are read in one go. */
const mostChanged = 0.25;

/** Reads whole drafts. Thousands of operations take a while to read, and most say the same as in the latest release, which is at hand. */
export class DraftOperations {
  readonly #operations: OperationRepository;
  readonly #rows: DraftRows;

  constructor(operations: OperationRepository, rows: DraftRows) {
    this.#operations = operations;
    this.#rows = rows;
  }

  /** In the order of the document. Those that say the same as in `released` are its objects. */
  async of(state: DraftState, released: ReleasedOperations | undefined): Promise<Operation[]> {
    if (released === undefined) return this.#operations.all(state.draft);
    const rows = (await this.#rows.of(state)).toSorted((one, other) => one.position - other.position);
    const changed = rows.filter(({ operation, digest }) => released.get(operation)?.digest !== digest).map(({ operation }) => operation);
    if (changed.length > rows.length * mostChanged) return this.#operations.all(state.draft);
    const read = new Map((await this.#operations.chosen(state.draft, changed)).map(({ operation, content }) => [operation, JSON.parse(content) as Operation]));
    const differs = new Set(changed);
    return rows.flatMap(({ operation }) => (differs.has(operation) ? read.get(operation) : released.get(operation)?.operation) ?? []);
  }
}

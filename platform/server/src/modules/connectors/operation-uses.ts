import type { QueryUse } from "@tessera/release-diff";

/** What is asked for: the uses of some operations, on one stage or on any. */
export interface UseRequest {
  space: string;
  connector: string;
  /** Absent: any. */
  stage?: string | undefined;
  operations: ReadonlySet<string>;
}

type Finder = (request: UseRequest) => Promise<QueryUse[]>;

/** Where features say how they use operations, so that a release can name whom it breaks. */
export class OperationUses {
  readonly #finders: Finder[] = [];

  register(find: Finder): void {
    this.#finders.push(find);
  }

  async of(request: UseRequest): Promise<QueryUse[]> {
    if (request.operations.size === 0) return [];
    return (await Promise.all(this.#finders.map((find) => find(request)))).flat();
  }
}

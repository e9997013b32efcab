import { setImmediate as nextTurn } from "node:timers/promises";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Collection } from "./catalog.ts";
import { recordSchemaChange } from "./collections.ts";
import { duplicateKeyError } from "./duplicate-key.ts";
import type { Engine } from "./engine.ts";

/** Collections up to this size get an index in one step. */
const ONE_STEP_DOCUMENTS = 2_000;
/** How long one slice of a build may keep other commands waiting. */
const SLICE_MS = 8;
const CHUNK = 40;

/** Where an index stands: collection and index as the catalogue has them now, not as they were when the build began. */
interface Place {
  readonly collection: Collection;
  readonly index: Index;
}

/**
 * Builds indexes of large collections in slices, so that other commands run in between. While it is filled, an index is kept up by
 * every write but serves no query and refuses no duplicate; a unique one then refuses new duplicates while the present ones are
 * looked for. An index that a crash left unfinished is removed at the next start.
 */
export class IndexBuilds {
  readonly #engine: Engine;
  readonly #running = new Map<number, Promise<void>>();
  #isClosed = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** True when the collection is so large that its indexes should be built in slices. */
  isLarge(collection: Collection): boolean {
    const count = this.#engine.connection.row<[number]>(`SELECT count(*) FROM (SELECT 1 FROM d${collection.id} LIMIT ${ONE_STEP_DOCUMENTS + 1})`)?.[0] ?? 0;
    return count > ONE_STEP_DOCUMENTS;
  }

  isRunning(index: Index): boolean {
    return this.#running.has(index.definition.id);
  }

  /** Resolves when the build of an index that another client asked for has ended; its failure is that client's. */
  async ended(index: Index): Promise<void> {
    await this.#running.get(index.definition.id)?.catch(() => undefined);
  }

  /** Fills an index that was added as unfinished; a failure takes it away again. */
  build(index: Index): Promise<void> {
    const { id } = index.definition;
    const build = this.#run(id).finally(() => this.#running.delete(id));
    this.#running.set(id, build);
    return build;
  }

  /** Ends running builds at their next slice; the indexes stay unfinished. */
  close(): void {
    this.#isClosed = true;
  }

  async #run(id: number): Promise<void> {
    const { group, catalog, oplog } = this.#engine;
    try {
      await this.#fill(id);
      const { unique } = this.#place(id).index.definition.spec as { unique?: unknown };
      if (unique === true) await this.#assertNoDuplicates(id);
      group.write(() => {
        const { collection, index } = this.#place(id);
        catalog.setIndexStage(collection, index, "ready");
        recordSchemaChange(oplog, collection, "createIndexes", { description: { indexes: [index.definition.spec] } });
      });
      await group.settled();
    } catch (error) {
      const left = this.#find(id);
      if (left !== undefined && !this.#isClosed) group.write(() => catalog.dropIndex(left.collection, left.index));
      throw error;
    }
  }

  async #fill(id: number): Promise<void> {
    const { group } = this.#engine;
    for (let last: number | undefined = -1; last !== undefined; ) {
      const from: number = last;
      last = group.write(() => this.#fillSlice(id, from));
      await group.settled();
      await nextTurn();
    }
  }

  /** Adds the keys of the next documents; gives the row to go on from, undefined at the end. */
  #fillSlice(id: number, from: number): number | undefined {
    const { collection, index } = this.#place(id);
    const { connection, writer } = this.#engine;
    const end = performance.now() + SLICE_MS;
    let last = from;
    do {
      const rows = connection.rows<[number, Buffer]>(`SELECT r, doc FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT ${CHUNK}`, last);
      for (const [row, bytes] of rows) {
        writer.addMissingKeys(collection, index, readDocument(bytes), row);
        last = row;
      }
      if (rows.length < CHUNK) return undefined;
    } while (performance.now() < end);
    return last;
  }

  async #assertNoDuplicates(id: number): Promise<void> {
    const { group, catalog, connection } = this.#engine;
    group.write(() => {
      const { collection, index } = this.#place(id);
      catalog.setIndexStage(collection, index, "checking");
    });
    await group.settled();
    let previous: readonly [key: Buffer, row: number] = [Buffer.alloc(0), -1];
    // Rows that share the last key; under a collation they may hold different texts all the same.
    let sharing: number[] = [];
    for (;;) {
      const { collection, index } = this.#place(id);
      const rows = connection.rows<[Buffer, number]>(`SELECT k, r FROM i${id} WHERE (k, r) > (?, ?) ORDER BY k, r LIMIT 2000`, previous[0], previous[1]);
      for (const [key, row] of rows) {
        if (!key.equals(previous[0])) sharing = [];
        const document = sharing.length === 0 ? undefined : this.#document(collection, row);
        if (document !== undefined && sharing.some((other) => index.holdsSame(document, this.#document(collection, other)))) throw duplicateKeyError(collection, index, document);
        sharing.push(row);
        previous = [key, row];
      }
      if (rows.length < 2_000) return;
      await nextTurn();
    }
  }

  #document(collection: Collection, row: number): Document {
    const found = this.#engine.connection.row<[Buffer]>(`SELECT doc FROM d${collection.id} WHERE r = ?`, row);
    return found === undefined ? {} : readDocument(found[0]);
  }

  #find(id: number): Place | undefined {
    for (const collection of this.#engine.catalog.all()) {
      const index = collection.indexes.find(({ definition }) => definition.id === id);
      if (index !== undefined) return { collection, index };
    }
    return undefined;
  }

  #place(id: number): Place {
    const place = this.#isClosed ? undefined : this.#find(id);
    if (place === undefined) throw new StoreError("IndexBuildAborted", "the index build was ended: its collection or index was dropped, or the store is closing");
    return place;
  }
}

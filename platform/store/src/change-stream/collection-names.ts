import { Binary } from "bson";
import { readDocument } from "../bson/reader.ts";
import type { Engine } from "../storage/engine.ts";
import type { OplogRecord, SchemaChange } from "../storage/oplog.ts";

/** Which collection a name stood for until a place in the history. */
interface Meaning {
  readonly until: number;
  readonly uuid: Binary | undefined;
}

/** Finds the UUID that a collection had when something happened to it: names move on by drops and renames. */
export class CollectionNames {
  readonly #engine: Engine;
  readonly #meanings = new Map<string, Meaning>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  uuidOf(record: OplogRecord): Binary | undefined {
    const key = `${record.db}.${record.name}`;
    let meaning = this.#meanings.get(key);
    if (meaning === undefined || record.seq > meaning.until) {
      meaning = this.#lookUp(record);
      this.#meanings.set(key, meaning);
    }
    return meaning.uuid;
  }

  #lookUp({ db, name, seq }: OplogRecord): Meaning {
    const end = this.#engine.oplog.endOfName(db, name, seq);
    if (end !== undefined) return { until: end.seq, uuid: end.body === null ? undefined : (readDocument(end.body) as SchemaChange).uuid };
    const collection = this.#engine.catalog.find(db, name);
    // Known to hold for all that has happened so far.
    return { until: this.#engine.oplog.last, uuid: collection === undefined ? undefined : new Binary(collection.uuid, 4) };
  }
}

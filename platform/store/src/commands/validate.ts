import { setImmediate as nextTurn } from "node:timers/promises";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { StoreError, asStoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import type { Index } from "../index/index-runtime.ts";
import { namespaceOf } from "../storage/catalog.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import { assertNoView } from "../view/view.ts";
import { collectionName } from "./command.ts";
import type { CommandContext, CommandTable } from "./command.ts";

const CHUNK = 200;
const MAX_PROBLEMS = 20;

type DocumentRow = [row: number, idKey: Buffer, bytes: Buffer];

/** What a check of one collection found; it reads a snapshot, so writes may go on. */
interface Findings {
  documents: number;
  readonly keys: Map<Index, number>;
  readonly problems: string[];
}

/** Reads every document and looks each of its keys up; then no index may hold more keys than that. */
async function checked(connection: Connection, collection: Collection, indexes: readonly Index[]): Promise<Findings> {
  const findings: Findings = { documents: 0, keys: new Map(indexes.map((index) => [index, 0])), problems: [] };
  let last = -1;
  for (;;) {
    const rows = connection.rows<DocumentRow>(`SELECT r, k, doc FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT ${CHUNK}`, last);
    for (const row of rows) checkDocument(connection, row, findings);
    const end = rows.at(-1);
    if (end === undefined || findings.problems.length >= MAX_PROBLEMS) break;
    last = end[0];
    await nextTurn();
  }
  for (const [index, expected] of findings.keys) {
    const held = connection.row<[number]>(`SELECT count(*) FROM i${index.definition.id}`)?.[0] ?? 0;
    if (held !== expected) findings.problems.push(`index '${index.definition.name}' holds ${held} keys, the documents have ${expected}`);
  }
  return findings;
}

function checkDocument(connection: Connection, [row, idKey, bytes]: DocumentRow, findings: Findings): void {
  findings.documents++;
  const document = readDocument(bytes);
  if (!encodeValue(document["_id"]).equals(idKey)) findings.problems.push(`the document in row ${row} has another _id than its row`);
  for (const index of findings.keys.keys()) {
    const { keys } = index.keysOf(document);
    findings.keys.set(index, (findings.keys.get(index) ?? 0) + keys.length);
    for (const key of keys) {
      const isThere = connection.row(`SELECT 1 FROM i${index.definition.id} WHERE k = ? AND r = ?`, key, row) !== undefined;
      if (!isThere) findings.problems.push(`index '${index.definition.name}' misses a key of the document in row ${row}`);
      else if (index.definition.unique && isShared(connection, index, key)) findings.problems.push(`unique index '${index.definition.name}' holds a key of the document in row ${row} twice`);
    }
  }
}

function isShared(connection: Connection, index: Index, key: Buffer): boolean {
  return (connection.row<[number]>(`SELECT count(*) FROM i${index.definition.id} WHERE k = ?`, key)?.[0] ?? 0) > 1;
}

async function validate({ services, db, body }: CommandContext): Promise<Document> {
  const { engine } = services;
  const collection = assertNoView(engine.catalog.find(db, collectionName(body, "validate")));
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `Collection '${db}.${String(body["validate"])}' does not exist to validate.`);
  const snapshot = engine.openSnapshot();
  try {
    const { documents, keys, problems } = await checked(snapshot, collection, collection.indexes);
    const keysPerIndex = Object.fromEntries([["_id_", documents], ...[...keys].map(([index, count]): [string, number] => [index.definition.name, count])]);
    const reply = { ns: namespaceOf(collection), nrecords: documents, nIndexes: keys.size + 1, keysPerIndex, warnings: [] };
    return { ...reply, valid: problems.length === 0, errors: problems.slice(0, MAX_PROBLEMS) };
  } catch (error) {
    return { ns: namespaceOf(collection), valid: false, errors: [asStoreError(error).message], warnings: [] };
  } finally {
    engine.closeSnapshot(snapshot);
  }
}

/** Checking that the documents of a collection can be read and that its indexes agree with them. */
export const VALIDATE_COMMANDS: CommandTable = { validate: { kind: "read", run: validate } };

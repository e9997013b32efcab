import { parseCollation } from "../bson/collation.ts";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { imagesOption, withoutDisabledImages } from "../change-stream/images.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Collection } from "../storage/catalog.ts";
import { recordSchemaChange } from "../storage/collections.ts";
import type { Engine } from "../storage/engine.ts";
import { parseValidation } from "../validation/validator.ts";
import { viewOptions } from "../view/define-view.ts";
import { viewOf } from "../view/view.ts";
import { GENERIC_FIELDS, collectionName, documentField } from "./command.ts";
import type { Command, CommandTable } from "./command.ts";
import { existing, matchingIndexes } from "./indexes.ts";

const OWN_FIELDS: ReadonlySet<string> = new Set(["index", "validator", "validationLevel", "validationAction", "changeStreamPreAndPostImages"]);
const INDEX_OPTIONS = ["expireAfterSeconds", "hidden", "prepareUnique", "unique"] as const;

/** Ids of the documents that share a key of an index, one list per key. */
function violations(engine: Engine, collection: Collection, index: Index): Document[] {
  const table = `i${index.definition.id}`;
  const rows = engine.connection.rows<[Buffer, Buffer]>(
    `SELECT i.k, d.doc FROM ${table} i CROSS JOIN d${collection.id} d ON d.r = i.r WHERE i.k IN (SELECT k FROM ${table} GROUP BY k HAVING count(*) > 1) ORDER BY i.k, i.r`,
  );
  const byKey = Map.groupBy(rows, ([key]) => key.toString("latin1"));
  const groups = [...byKey.values()].map((rowsOfKey) => {
    const documents = rowsOfKey.map(([, bytes]) => readDocument(bytes));
    return documents.filter((document) => documents.some((other) => other !== document && index.holdsSame(document, other)));
  });
  return groups.filter((group) => group.length > 0).map((group) => ({ ids: group.map((document) => document["_id"]) }));
}

function changeIndex(engine: Engine, collection: Collection, change: Document): Document {
  const [index] = matchingIndexes(collection, change["keyPattern"] ?? change["name"]);
  if (index === undefined) throw new StoreError("InvalidOptions", "collMod needs the keyPattern or the name of one index");
  const spec = { ...index.definition.spec };
  const reply: Document = {};
  for (const option of INDEX_OPTIONS) {
    if (change[option] === undefined || change[option] === spec[option]) continue;
    if (spec[option] !== undefined) reply[`${option}_old`] = spec[option];
    else if (option === "hidden") reply["hidden_old"] = false;
    reply[`${option}_new`] = change[option];
    spec[option] = change[option];
  }
  if (change["unique"] === true) {
    const found = violations(engine, collection, index);
    if (found.length > 0) throw new StoreError("CannotConvertIndexToUnique", "Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.", { fields: { violations: found } });
    delete spec["prepareUnique"];
  }
  engine.catalog.changeIndex(collection, index, spec);
  return reply;
}

/** A view gets a new definition as a whole. */
function changeView(engine: Engine, view: Collection, body: Document): void {
  const other = Object.keys(body).find((field) => !["collMod", "viewOn", "pipeline"].includes(field) && !GENERIC_FIELDS.has(field));
  if (other !== undefined) throw new StoreError("InvalidOptions", `option not supported on a view: ${other}`);
  if (body["viewOn"] === undefined || body["pipeline"] === undefined) throw new StoreError("InvalidOptions", "Must specify both 'viewOn' and 'pipeline' when modifying a view");
  const options = viewOptions(engine.catalog, view.db, view.name, body, parseCollation(view.options["collation"]));
  engine.catalog.changeOptions(view, options);
  recordSchemaChange(engine.oplog, view, "modify", { description: { viewOn: options.viewOn, pipeline: options["pipeline"] } });
}

const collMod: Command = {
  kind: "write",
  run({ services, db, body }) {
    const { engine } = services;
    const collection = existing(engine.catalog.find(db, collectionName(body, "collMod")), db);
    if (viewOf(collection) !== undefined) {
      changeView(engine, collection, body);
      return {};
    }
    const unknown = Object.keys(body).find((field) => field !== "collMod" && !GENERIC_FIELDS.has(field) && !OWN_FIELDS.has(field));
    if (unknown === "viewOn" || unknown === "pipeline") throw new StoreError("InvalidOptions", `option only supported on a view: ${unknown}`);
    if (unknown !== undefined) throw new StoreError("CommandNotSupported", `the option '${unknown}' of collMod is not supported by this store`);
    const validation = { ...parseValidation(body, db), ...imagesOption(body) };
    if (Object.keys(validation).length > 0) {
      const options = withoutDisabledImages({ ...collection.options, ...validation });
      // As in MongoDB, an empty validator takes the rules away, and the defaults are made visible next to a new one.
      if (options["validator"] !== undefined && Object.keys(options["validator"] as Document).length === 0) delete options["validator"];
      else if (options["validator"] !== undefined) Object.assign(options, { validationLevel: options["validationLevel"] ?? "strict", validationAction: options["validationAction"] ?? "error" });
      engine.catalog.changeOptions(collection, options);
    }
    const reply = body["index"] === undefined ? {} : changeIndex(engine, existing(engine.catalog.find(db, collection.name), db), documentField(body, "index"));
    const changed = Object.fromEntries(Object.entries(body).filter(([field]) => OWN_FIELDS.has(field)));
    recordSchemaChange(engine.oplog, collection, "modify", { description: changed });
    return reply;
  },
};

/** Changing a collection's rules and the options of its indexes. */
export const COLL_MOD_COMMANDS: CommandTable = { collMod };

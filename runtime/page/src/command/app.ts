import { type AppHead, type AppRecords, type Diff, type Query, UserError } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { requireId } from "../records/id.ts";
import { parseKey, queryKey } from "../records/keys.ts";
import { editRecords } from "./draft.ts";
import { nameTaken } from "./props.ts";

/** Changes fields of the app: title, description, icon, home. */
export function setAppHead(records: AppRecords, { patch }: { patch: Partial<Omit<AppHead, "schemaVersion" | "connectors">> }): Diff {
  return editRecords(records, (draft) => draft.set("app", { ...draft.require("app"), ...patch }));
}

/** Maps an alias of the app to a connector and stage; null takes the alias away. */
export function setConnector(records: AppRecords, { alias, mapping }: { alias: string; mapping: { connector: string; stage: string } | null }): Diff {
  return editRecords(records, (draft) => {
    const app = draft.require("app");
    const entries = Object.entries((app.connectors ?? {}) as AppHead["connectors"]).filter(([name]) => name !== alias);
    if (mapping !== null) entries.push([alias, mapping]);
    draft.set("app", { ...app, connectors: Object.fromEntries(entries) });
  });
}

function requireQueryName(records: AppRecords, name: string, query: string): void {
  requireId(name, "/name");
  const taken = Object.entries(records).some(([key, value]) => parseKey(key)?.kind === "query" && key !== queryKey(query) && value.name === name);
  if (taken) throw nameTaken(pageMessages.queryNameTaken({ name }));
}

/** Adds a query. @throws UserError page.record-exists, page.name-taken. */
export function addQuery(records: AppRecords, { query }: { query: Query }): Diff {
  return editRecords(records, (draft) => {
    requireId(query.id, "/id");
    if (draft.get(queryKey(query.id))) throw new UserError({ code: pageErrorCodes.exists, reason: "conflict", message: pageMessages.queryExists({ id: query.id }), path: "/id" });
    requireQueryName(records, query.name, query.id);
    draft.set(queryKey(query.id), query);
  });
}

/** Changes fields of a query; `undefined` removes one. */
export function updateQuery(records: AppRecords, { query, patch }: { query: string; patch: Partial<Omit<Query, "id" | "kind">> }): Diff {
  return editRecords(records, (draft) => {
    const current = draft.require(queryKey(query));
    if (typeof patch.name === "string" && patch.name !== current.name) requireQueryName(records, patch.name, query);
    draft.set(queryKey(query), { ...current, ...patch });
  });
}

/** Changes the shown name of a query; bindings go by id and stay. */
export function renameQuery(records: AppRecords, { query, name }: { query: string; name: string }): Diff {
  return updateQuery(records, { query, patch: { name } });
}

/** Removes a query; ask `usesOf` first who reads it. */
export function removeQuery(records: AppRecords, { query }: { query: string }): Diff {
  return editRecords(records, (draft) => {
    draft.require(queryKey(query));
    draft.delete(queryKey(query));
  });
}

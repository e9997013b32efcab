import { Binary } from "bson";
import type { Document } from "../bson/types.ts";
import { isDocument } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Pause, Paced } from "../pacing/pause.ts";
import { sizeOf } from "../query/collection-size.ts";
import type { ReadView } from "../query/read-view.ts";
import { clusterTimeOf } from "./command.ts";
import type { CommandContext } from "./command.ts";
import { assertNoView } from "../view/view.ts";
import { indexSpecs } from "./indexes.ts";
import { searchNotEnabled } from "./search-indexes.ts";

type SourceStage = (context: CommandContext, collection: string | undefined, specification: unknown) => Paced<Document>;

function stored({ services, db }: CommandContext, collection: string | undefined, stage: string) {
  if (collection === undefined) throw new StoreError("InvalidNamespace", `${stage} must be run against a collection`);
  return assertNoView(services.engine.catalog.find(db, collection));
}

function* collStats(context: CommandContext, name: string | undefined, specification: unknown): Generator<Document | Pause> {
  const collection = stored(context, name, "$collStats");
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `Unable to retrieve stats in $collStats stage: Collection [${context.db}.${name}] not found.`);
  const wanted = isDocument(specification) ? specification : {};
  const { count, size } = yield* sizeOf(context.view, collection);
  const storage = { size, count, avgObjSize: count === 0 ? 0 : Math.round(size / count), storageSize: size, capped: false, nindexes: collection.indexes.length + 1, totalIndexSize: 0, indexSizes: {} };
  yield {
    ns: `${context.db}.${name}`, host: context.services.address(), localTime: new Date(),
    ...(wanted["storageStats"] !== undefined && { storageStats: storage }), ...(wanted["count"] !== undefined && { count }),
  };
}

function indexStats(context: CommandContext, name: string | undefined): Document[] {
  const collection = stored(context, name, "$indexStats");
  const host = context.services.address();
  return (collection === undefined ? [] : indexSpecs(collection)).map((spec) => ({ name: spec["name"], key: spec["key"], host, accesses: { ops: 0, since: context.services.engine.startedAt }, spec }));
}

function localSessions({ session }: CommandContext): Document[] {
  return session === undefined ? [] : [{ _id: { id: new Binary(Buffer.from(session.id, "hex"), 4), uid: new Binary(Buffer.alloc(32), 0) }, lastUse: new Date() }];
}

function currentOperations({ services, db, client, body }: CommandContext): Document[] {
  const command = Object.fromEntries(Object.entries(body).filter(([name]) => name !== "lsid" && name !== "$clusterTime"));
  return [{ type: "op", host: services.address(), active: true, currentOpTime: new Date().toISOString(), op: "command", ns: `${db}.$cmd.aggregate`, client: client.peer, connectionId: client.id, command }];
}

/** Stages that a pipeline may begin with instead of documents: they tell about the server. */
const SOURCE_STAGES: Readonly<Record<string, SourceStage>> = {
  $collStats: collStats, $indexStats: indexStats, $listLocalSessions: localSessions, $listSessions: localSessions, $currentOp: currentOperations,
  $listSearchIndexes: () => { throw searchNotEnabled(); },
};

/** Refuses a first stage that only tells about the present when a past state is read. */
export function assertSnapshotStage(view: ReadView, stage: unknown): void {
  const name = isDocument(stage) ? (Object.keys(stage)[0] ?? "") : "";
  if (clusterTimeOf(view).atClusterTime === undefined || !(name === "$changeStream" || Object.hasOwn(SOURCE_STAGES, name))) return;
  const wanted = name === "$changeStream" ? "majority" : "local";
  throw new StoreError("InvalidOptions", `Aggregation stage ${name} requires read concern '${wanted}' but found 'snapshot'`);
}

/** What the first stage of a pipeline tells about the server; undefined when the stage reads documents. */
export function serverRows(context: CommandContext, collection: string | undefined, stage: unknown): Paced<Document> | undefined {
  const name = isDocument(stage) ? (Object.keys(stage)[0] ?? "") : "";
  const tell = Object.hasOwn(SOURCE_STAGES, name) ? SOURCE_STAGES[name] : undefined;
  return tell?.(context, collection, (stage as Document)[name]);
}

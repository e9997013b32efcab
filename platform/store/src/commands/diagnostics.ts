import { arch, cpus, hostname, release, totalmem, type as osType } from "node:os";
import type { Document } from "../bson/types.ts";
import type { Steps } from "../pacing/pause.ts";
import { sizeOf } from "../query/collection-size.ts";
import { assertNoView, viewOf } from "../view/view.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { collectionName } from "./command.ts";
import { EMULATED_VERSION, REPLICA_SET } from "./hello.ts";

function control(run: (context: CommandContext) => Document): Command {
  return { kind: "control", run };
}

function connectionStatus({ services, client }: CommandContext): Document {
  const user = services.authenticator.userOf(client);
  const known = user === undefined ? [] : [{ user, db: "admin" }];
  return { authInfo: { authenticatedUsers: known, authenticatedUserRoles: known.map(() => ({ role: "root", db: "admin" })) } };
}

function serverStatus({ services }: CommandContext): Document {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    host: services.address(), version: EMULATED_VERSION, process: "tessera-store", pid: process.pid,
    uptime: process.uptime(), localTime: new Date(),
    connections: { current: services.connections() },
    mem: { bits: 64, resident: Math.round(rss / 1_048_576), heapUsed: Math.round(heapUsed / 1_048_576) },
    globalLock: { activeClients: { readers: services.turns.waiting - services.writes.count, writers: services.writes.count, total: services.turns.waiting } },
    metrics: { cursor: { open: { total: services.cursors.size } } },
    repl: { setName: REPLICA_SET, isWritablePrimary: true },
    storageEngine: { name: "tessera-sqlite", persistent: true },
  };
}

function* collStats(context: CommandContext): Steps<Document> {
  const { services, db, body } = context;
  const name = collectionName(body, "collStats" in body ? "collStats" : "collstats");
  const collection = assertNoView(services.engine.catalog.find(db, name));
  const { count, size } = collection === undefined ? { count: 0, size: 0 } : yield* sizeOf(context.view, collection);
  return {
    ns: `${db}.${name}`, count, size, storageSize: size, avgObjSize: count === 0 ? 0 : size / count, capped: false,
    nindexes: collection === undefined ? 0 : collection.indexes.length + 1, totalIndexSize: 0, indexSizes: {},
  };
}

function* dbStats({ services, db, view }: CommandContext): Steps<Document> {
  const all = services.engine.catalog.list(db);
  const collections = all.filter((collection) => viewOf(collection) === undefined);
  let objects = 0;
  let dataSize = 0;
  for (const collection of collections) {
    const { count, size } = yield* sizeOf(view, collection);
    objects += count;
    dataSize += size;
  }
  const indexes = collections.reduce((sum, collection) => sum + collection.indexes.length + 1, 0);
  return { db, collections: collections.length, views: all.length - collections.length, objects, avgObjSize: objects === 0 ? 0 : dataSize / objects, dataSize, storageSize: dataSize, indexes, indexSize: 0 };
}

function hostInfo(): Document {
  return {
    system: { currentTime: new Date(), hostname: hostname(), cpuAddrSize: 64, memSizeMB: Math.round(totalmem() / 1_048_576), numCores: cpus().length, cpuArch: arch() },
    os: { type: osType(), name: osType(), version: release() },
    extra: {},
  };
}

function replicaStatus({ services }: CommandContext): Document {
  return { set: REPLICA_SET, date: new Date(), myState: 1, members: [{ _id: 0, name: services.address(), health: 1, state: 1, stateStr: "PRIMARY", self: true }] };
}

/** Commands that only tell about the server. */
export const DIAGNOSTIC_COMMANDS: CommandTable = {
  ping: control(() => ({})),
  buildInfo: control(() => ({ version: EMULATED_VERSION, versionArray: [...EMULATED_VERSION.split(".").map(Number), 0], gitVersion: "tessera-store", modules: [], bits: 64, debug: false, maxBsonObjectSize: 16_777_216, storageEngines: ["tessera-sqlite"] })),
  buildinfo: control(() => ({ version: EMULATED_VERSION, versionArray: [...EMULATED_VERSION.split(".").map(Number), 0], gitVersion: "tessera-store", modules: [], bits: 64, debug: false, maxBsonObjectSize: 16_777_216, storageEngines: ["tessera-sqlite"] })),
  serverStatus: control(serverStatus),
  connectionStatus: control(connectionStatus),
  hostInfo: control(hostInfo),
  whatsmyuri: control(({ client }) => ({ you: client.peer })),
  getCmdLineOpts: control(() => ({ argv: ["tessera-store"], parsed: {} })),
  getLog: control(() => ({ totalLinesWritten: 0, log: [] })),
  replSetGetStatus: control(replicaStatus),
  collStats: { kind: "read", run: collStats },
  collstats: { kind: "read", run: collStats },
  dbStats: { kind: "read", run: dbStats },
  dbstats: { kind: "read", run: dbStats },
};

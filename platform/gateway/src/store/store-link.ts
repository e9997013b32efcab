import { setTimeout as wait } from "node:timers/promises";
import { apiTokenRecordSchema, databaseName, grantRecordSchema, sharedCollections } from "@tessera/contracts";
import { endWaitsOfClosedSockets } from "@tessera/egress/sockets";
import type { GatewayNode, PluginDescriptor } from "@tessera/contracts";
import { MongoClient } from "mongodb";
import type { Collection, Document } from "mongodb";
import type { CallerDirectory } from "../callers/directory.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import { reportMeasures } from "./measure-reporter.ts";
import type { Measures } from "./measure-reporter.ts";
import { followCollection, followTimes } from "./follow-collection.ts";
import type { FollowTimes, FollowedDocument, Follower } from "./follow-collection.ts";

export interface StoreLinkOptions {
  uri: string;
  configuration: Configuration;
  callers: CallerDirectory;
  descriptors: readonly PluginDescriptor[];
  /** The node's own record, as of now. */
  describeNode(): GatewayNode;
  /** The set of tokens or grants changed. */
  onCallersChanged(): void;
  /** Everything was read once, or the store was lost or found again. */
  onState(connected: boolean): void;
  /** What is measured of calls. */
  measures: Measures;
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void; error(facts: object, message: string): void };
  times?: FollowTimes;
}

/** The gateway's side of the store: follows what it serves, reports what it is. */
export interface StoreLink {
  /** Reports this node now instead of at the next heartbeat. */
  reportSoon(): void;
  close(): Promise<void>;
}

const heartbeatMs = 5_000;
/** Patience with the store when a gateway ends, for what it counted last. */
const lastWriteMs = 5_000;
/** The same when it never heard from the store. */
const firstNewsMs = 500;
const forgottenAfterMs = 24 * 60 * 60 * 1_000;

/** Records that do not fit their schema are left out: a broken token must not open or close anything else. */
function readable<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, document: Document, log: StoreLinkOptions["log"], what: string): T | undefined {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  log.warn({ id: String(document["_id"]), what }, "record does not fit its schema and is ignored");
  return undefined;
}

/** Connects in the background; a failing store never fails the gateway. */
export function linkStore(options: StoreLinkOptions): StoreLink {
  const { configuration, callers, log } = options;
  endWaitsOfClosedSockets();
  const client = new MongoClient(options.uri, { serverSelectionTimeoutMS: 3_000, connectTimeoutMS: 5_000, waitQueueTimeoutMS: 10_000, socketTimeoutMS: 60_000, maxPoolSize: 10, appName: "tessera-gateway" });
  const database = client.db(databaseName);
  const closing = new AbortController();
  const following = new Map<string, boolean>();

  const setState = (name: string, isFollowing: boolean, error?: Error) => {
    const before = following.get(name);
    following.set(name, isFollowing);
    if (before === isFollowing) return;
    if (!isFollowing) log.warn({ collection: name, err: error }, "the store cannot be followed; serving the last good state");
    else if (before !== undefined) log.info({ collection: name }, "the store is followed again");
    options.onState(following.size === 3 && [...following.values()].every(Boolean));
    if (isFollowing) reportSoon();
  };

  const follow = (name: string, follower: Omit<Follower, "onState">) =>
    followCollection(database, name, { ...follower, onState: (state, error) => setState(name, state, error) }, closing.signal, options.times ?? followTimes);

  const releases = database.collection<FollowedDocument>(sharedCollections.gatewayReleases);
  const releaseOf = async (digest: string) => (await releases.findOne({ _id: digest })) ?? undefined;

  const snapshotNames = new Set<string>();
  const runs = [
    follow(sharedCollections.gatewaySnapshots, {
      async reset(documents) {
        snapshotNames.clear();
        for (const document of documents) {
          snapshotNames.add(document._id);
          await configuration.apply(document, releaseOf, true);
        }
        configuration.retain(snapshotNames);
      },
      async change(id, document) {
        if (document === undefined) {
          snapshotNames.delete(id);
          configuration.retain(snapshotNames);
        } else {
          snapshotNames.add(id);
          await configuration.apply(document, releaseOf, true);
        }
      },
    }),
    follow(sharedCollections.apiTokens, {
      reset: async (documents) => {
        callers.replaceTokens(documents.flatMap((document) => readable(apiTokenRecordSchema, document, log, "token") ?? []));
        options.onCallersChanged();
      },
      change: async (id, document) => {
        callers.changeToken(id, document === undefined ? undefined : readable(apiTokenRecordSchema, document, log, "token"));
        options.onCallersChanged();
      },
    }),
    follow(sharedCollections.grants, {
      reset: async (documents) => {
        callers.replaceGrants(documents.flatMap((document) => readable(grantRecordSchema, document, log, "grant") ?? []));
        options.onCallersChanged();
      },
      change: async (id, document) => {
        callers.changeGrant(id, document === undefined ? undefined : readable(grantRecordSchema, document, log, "grant"));
        options.onCallersChanged();
      },
    }),
  ];

  const nodes: Collection<GatewayNode> = database.collection<GatewayNode>(sharedCollections.gatewayNodes);
  let published = false;
  let reporting: Promise<void> | undefined;
  let reportAgain = false;

  const publish = async () => {
    if (!published) {
      const plugins = database.collection<PluginDescriptor>(sharedCollections.gatewayPlugins);
      for (const descriptor of options.descriptors) await plugins.replaceOne({ _id: descriptor._id }, descriptor, { upsert: true });
      await nodes.deleteMany({ seenAt: { $lt: new Date(Date.now() - forgottenAfterMs) } });
      published = true;
    }
    const node = options.describeNode();
    await nodes.replaceOne({ _id: node._id }, node, { upsert: true });
  };
  const report = async () => {
    do {
      reportAgain = false;
      try {
        await publish();
      } catch (error) {
        if (!closing.signal.aborted) log.warn({ err: error }, "this node could not report itself");
      }
    } while (reportAgain && !closing.signal.aborted);
  };
  const reportSoon = () => {
    if (closing.signal.aborted) return;
    if (reporting !== undefined) {
      reportAgain = true;
      return;
    }
    reporting = report().finally(() => (reporting = undefined));
  };
  const measuring = reportMeasures(database, options.measures, log);
  const heartbeat = setInterval(reportSoon, heartbeatMs);

  return {
    reportSoon,
    async close() {
      clearInterval(heartbeat);
      closing.abort();
      const isConnected = [...following.values()].some(Boolean);
      // Before the first news the store may well be there; closing the client ends what still waits for it.
      const measured = measuring.end(isConnected || following.size === 0);
      await Promise.race([measured, wait(isConnected ? lastWriteMs : firstNewsMs, undefined, { ref: false })]);
      if (isConnected) {
        await reporting;
        await nodes.deleteOne({ _id: options.describeNode()._id }).catch((error: unknown) => log.warn({ err: error }, "this node could not sign off"));
      }
      // Closing the client ends what still waits for a store that is down.
      await client.close();
      await Promise.all([...runs, reporting, measured]);
    },
  };
}

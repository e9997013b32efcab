import { Authenticator } from "./auth/authenticator.ts";
import type { Credentials } from "./auth/scram.ts";
import { runCommand } from "./commands/dispatch.ts";
import type { Services } from "./commands/command.ts";
import { toDouble } from "./bson/numeric.ts";
import { ChangeStreamCursor } from "./change-stream/change-stream-cursor.ts";
import { SettingError } from "./errors.ts";
import { FailPoints } from "./fail-point/fail-points.ts";
import { CursorRegistry } from "./cursor/cursor-registry.ts";
import { startMaintenance } from "./maintenance.ts";
import { Turns } from "./pacing/turns.ts";
import { ReplyLog } from "./session/reply-log.ts";
import { RunningWrites } from "./session/running-writes.ts";
import { firstStatement, sessionOf } from "./session/session-id.ts";
import { TransactionRegistry } from "./session/transaction-registry.ts";
import { Engine } from "./storage/engine.ts";
import type { OplogLimits } from "./storage/oplog.ts";
import { listen } from "./wire/listener.ts";
import type { Listener } from "./wire/listener.ts";

/** How a store is started; without `socketPath` it listens on TCP. */
export interface StoreOptions {
  /** Folder of the data; created when missing. One process at a time. */
  readonly dbPath: string;
  /** Unix socket file; has to end in `.sock`, which is how drivers recognise sockets. */
  readonly socketPath?: string;
  /** Default 127.0.0.1; another one than a loopback address needs `credentials`. */
  readonly host?: string;
  /** Default 27017; 0 takes a free one. */
  readonly port?: number;
  /** The user that clients have to log in as (SCRAM-SHA-256); without one, whoever reaches the address may do everything. */
  readonly credentials?: Credentials;
  /** Bounds of the change history that change streams resume from; default 256 MiB and one day. */
  readonly oplogLimits?: Partial<OplogLimits>;
  /** Offers `configureFailPoint`, by which tests order failures; for tests only. Default false. */
  readonly enableTestCommands?: boolean;
  /** How often TTL indexes and housekeeping run; default 30 s. */
  readonly maintenanceEveryMs?: number;
}

/** A running store. */
export interface RunningStore {
  /** Connection string for unmodified MongoDB drivers. */
  readonly uri: string;
  /** Stops listening, writes everything out and frees the folder. */
  close(): Promise<void>;
}

/** Opens the data folder and serves the MongoDB wire protocol; throws SettingError when the folder or address cannot be used. */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  assertReachable(options);
  const authenticator = new Authenticator(options.credentials);
  const engine = new Engine(options);
  const cursors = new CursorRegistry();
  const replies = new ReplyLog(engine.connection);
  const writes = new RunningWrites();
  const transactions = new TransactionRegistry(engine, replies);
  let listener: Listener | undefined;
  const services: Services = {
    engine, cursors, replies, transactions, authenticator, turns: new Turns(), writes,
    failPoints: options.enableTestCommands === true ? failPointsOf(cursors, replies) : undefined,
    address: () => listener?.address ?? "",
    connections: () => listener?.connections() ?? 0,
  };
  try {
    listener = await listen(options, { handler: (body, client) => runCommand(services, body, client), firstMessageBytes: authenticator.firstMessageBytes });
  } catch (error) {
    engine.close();
    throw error;
  }
  const maintenance = startMaintenance(services, options.maintenanceEveryMs ?? 30_000);
  const { uri, close } = listener;
  return {
    uri,
    async close() {
      maintenance.stop();
      await writes.close();
      engine.group.flush();
      // Waiting commands are answered in the turn after their commit.
      await new Promise((resolve) => setImmediate(resolve));
      cursors.closeAll();
      await close();
      transactions.abortAll();
      engine.close();
    },
  };
}

function failPointsOf(cursors: CursorRegistry, replies: ReplyLog): FailPoints {
  return new FailPoints({
    isChangeStream: (id) => cursors.find(toDouble(id)) instanceof ChangeStreamCursor,
    isMade(body) {
      const session = sessionOf(body);
      return session?.txnNumber !== undefined && replies.find(session.id, session.txnNumber, firstStatement(body)) !== undefined;
    },
  });
}

function assertReachable({ host, socketPath, credentials }: StoreOptions): void {
  if (socketPath !== undefined || host === undefined || credentials !== undefined) return;
  if (host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host)) return;
  throw new SettingError(`--host ${host} can be reached from elsewhere: name a user that has to log in, e.g. --user tessera --password-file ./store.password`);
}

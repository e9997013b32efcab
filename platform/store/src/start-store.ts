import { runCommand } from "./commands/dispatch.ts";
import type { Services } from "./commands/command.ts";
import { CursorRegistry } from "./cursor/cursor-registry.ts";
import { startMaintenance } from "./maintenance.ts";
import { ReplyLog } from "./session/reply-log.ts";
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
  /** Default 127.0.0.1: the store has no authentication, so it should not be reachable from elsewhere. */
  readonly host?: string;
  /** Default 27017; 0 takes a free one. */
  readonly port?: number;
  /** Bounds of the change history that change streams resume from; default 256 MiB and one day. */
  readonly oplogLimits?: Partial<OplogLimits>;
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
  const engine = new Engine(options);
  const cursors = new CursorRegistry();
  const replies = new ReplyLog(engine.connection);
  const transactions = new TransactionRegistry(engine, replies);
  let listener: Listener | undefined;
  const services: Services = {
    engine, cursors, replies, transactions,
    address: () => listener?.address ?? "",
    connections: () => listener?.connections() ?? 0,
  };
  try {
    listener = await listen(options, (body, client) => runCommand(services, body, client));
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

import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { asStoreError } from "../errors.ts";
import { ConflictLog } from "../session/conflict-log.ts";
import type { ReadView } from "../query/read-view.ts";
import { Catalog } from "./catalog.ts";
import type { Collection } from "./catalog.ts";
import { CommitGroup } from "./commit-group.ts";
import { Connection } from "./connection.ts";
import { DocumentWriter } from "./document-writer.ts";
import { lockFolder } from "./lock.ts";
import type { FolderLock } from "./lock.ts";
import { DEFAULT_OPLOG_LIMITS, Oplog } from "./oplog.ts";
import type { OplogLimits } from "./oplog.ts";
import { prepareSchema } from "./schema.ts";

/** How the engine is opened. */
export interface EngineOptions {
  /** Folder of the data; created when missing, mode 0700. */
  readonly dbPath: string;
  readonly oplogLimits?: Partial<OplogLimits>;
}

/** Page cache of the writer connection in KiB. */
const PAGE_CACHE_KIB = 64 * 1024;

/** The opened data folder: one writer connection, the catalogue, the history and group commit around them. */
export class Engine implements ReadView {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly oplog: Oplog;
  readonly group: CommitGroup;
  readonly writer: DocumentWriter;
  readonly conflicts = new ConflictLog();
  /** Emits `committed` whenever new changes became durable. */
  readonly events = new EventEmitter();
  readonly startedAt = new Date();
  readonly #file: string;
  readonly #lock: FolderLock;
  #idleSnapshots: Connection[] = [];

  constructor(options: EngineOptions) {
    mkdirSync(options.dbPath, { recursive: true, mode: 0o700 });
    this.#lock = lockFolder(options.dbPath);
    this.#file = join(options.dbPath, "store.sqlite");
    this.connection = this.#openWriter();
    this.catalog = new Catalog(this.connection);
    this.oplog = new Oplog(this.connection, { ...DEFAULT_OPLOG_LIMITS, ...options.oplogLimits });
    this.events.setMaxListeners(0);
    this.group = new CommitGroup(this.connection, {
      committed: () => {
        this.catalog.committed();
        this.conflicts.committed();
        this.events.emit("committed");
      },
      rolledBack: () => this.catalog.rolledBack(),
    });
    this.writer = new DocumentWriter(this.connection, this.catalog, this.oplog, (collection, idKey) => this.conflicts.note(collection.id, idKey));
  }

  /** A file that cannot be opened must not keep the folder locked. */
  #openWriter(): Connection {
    const connection = new Connection(this.#file);
    try {
      connection.pragma("journal_mode = WAL");
      connection.pragma("synchronous = FULL");
      connection.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
      connection.pragma("temp_store = MEMORY");
      connection.pragma("journal_size_limit = 67108864");
      prepareSchema(connection);
      return connection;
    } catch (error) {
      connection.close();
      this.#lock.release();
      throw error;
    }
  }

  collection(db: string, name: string): Collection | undefined {
    return this.catalog.find(db, name);
  }

  hasRows(): boolean {
    return true;
  }

  overlay(): undefined {
    return undefined;
  }

  /** A connection whose reads stay at the last committed state until it is given back. */
  openSnapshot(): Connection {
    this.group.flush();
    const connection = this.#idleSnapshots.pop() ?? new Connection(this.#file, { readonly: true, fileMustExist: true });
    connection.exec("BEGIN");
    // A deferred transaction takes its snapshot with the first read.
    connection.row("SELECT 1 FROM meta LIMIT 1");
    return connection;
  }

  closeSnapshot(connection: Connection): void {
    connection.exec("ROLLBACK");
    if (this.#idleSnapshots.length < 8) this.#idleSnapshots.push(connection);
    else connection.close();
  }

  /** Commits what is pending, folds the write-ahead log into the file and gives the folder free. */
  close(): void {
    this.group.flush();
    for (const connection of this.#idleSnapshots) connection.close();
    this.#idleSnapshots = [];
    try {
      this.connection.pragma("wal_checkpoint(TRUNCATE)");
    } catch (error) {
      // The log is replayed at the next start; closing must go on.
      process.stderr.write(`tessera-store: the write-ahead log stays in place: ${asStoreError(error).message}\n`);
    }
    this.connection.close();
    this.#lock.release();
  }
}

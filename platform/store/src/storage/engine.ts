import { EventEmitter } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SettingError, StoreError, asStoreError } from "../errors.ts";
import { ConflictLog } from "../session/conflict-log.ts";
import type { ReadView } from "../query/read-view.ts";
import { Catalog } from "./catalog.ts";
import type { Collection } from "./catalog.ts";
import { Checkpoints } from "./checkpoints.ts";
import { dropCollection } from "./collections.ts";
import { CommitGroup } from "./commit-group.ts";
import { Connection } from "./connection.ts";
import { DocumentWriter } from "./document-writer.ts";
import { IndexBuilds } from "./index-builds.ts";
import { lockFolder } from "./lock.ts";
import type { FolderLock } from "./lock.ts";
import { DEFAULT_OPLOG_LIMITS, Oplog } from "./oplog.ts";
import type { OplogLimits } from "./oplog.ts";
import { makePrivate } from "./private-file.ts";
import { prepareSchema } from "./schema.ts";
import { DEFAULT_SNAPSHOT_LIMITS, SnapshotHistory } from "./snapshot-history.ts";
import type { SnapshotLimits } from "./snapshot-history.ts";

/** How the engine is opened. */
export interface EngineOptions {
  /** Folder of the data; created when missing, mode 0700. */
  readonly dbPath: string;
  readonly oplogLimits?: Partial<OplogLimits>;
  readonly snapshotLimits?: Partial<SnapshotLimits>;
}

/** Page cache of the writer connection in KiB. */
const PAGE_CACHE_KIB = 64 * 1024;
/** Page cache of each open transaction in KiB. */
const SNAPSHOT_CACHE_KIB = 2 * 1024;
/** Open transactions, each with a connection of its own. */
const MAX_SNAPSHOTS = 500;

/** The opened data folder: one writer connection, the catalogue, the history and group commit around them. */
export class Engine implements ReadView {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly oplog: Oplog;
  readonly group: CommitGroup;
  readonly writer: DocumentWriter;
  readonly indexBuilds: IndexBuilds;
  readonly conflicts = new ConflictLog();
  /** Past states for reads at a cluster time. */
  readonly snapshots: SnapshotHistory;
  /** Emits `committed` whenever new changes became durable. */
  readonly events = new EventEmitter();
  readonly startedAt = new Date();
  readonly #file: string;
  readonly #checkpoints: Checkpoints;
  readonly #lock: FolderLock;
  #idleSnapshots: Connection[] = [];
  #openSnapshots = 0;

  constructor(options: EngineOptions) {
    createFolder(options.dbPath);
    this.#lock = lockFolder(options.dbPath);
    this.#file = join(options.dbPath, "store.sqlite");
    [this.connection, this.#checkpoints] = this.#openWriter(options.dbPath);
    this.catalog = new Catalog(this.connection);
    this.oplog = new Oplog(this.connection, { ...DEFAULT_OPLOG_LIMITS, ...options.oplogLimits });
    this.events.setMaxListeners(0);
    this.snapshots = new SnapshotHistory(this, { ...DEFAULT_SNAPSHOT_LIMITS, ...options.snapshotLimits });
    this.group = new CommitGroup(this.connection, {
      committed: () => {
        this.catalog.committed();
        this.conflicts.committed();
        // States that are given up must not hold back the log when it is copied.
        this.snapshots.committed();
        this.#checkpoints.afterCommit(() => this.group.isOpen);
        this.events.emit("committed");
      },
      rolledBack: () => this.catalog.rolledBack(),
    });
    this.writer = new DocumentWriter(this.connection, this.catalog, this.oplog, (collection, idKey) => this.conflicts.note(collection.id, idKey));
    this.indexBuilds = new IndexBuilds(this);
    this.#removeUnfinishedIndexes();
    this.#removeTemporaryCollections();
  }

  #removeUnfinishedIndexes(): void {
    const names = this.group.write(() => this.catalog.dropUnfinished());
    this.group.flush();
    for (const name of names) process.stderr.write(`tessera-store: the build of the index ${name} was interrupted; create the index again\n`);
  }

  #removeTemporaryCollections(): void {
    const left = this.catalog.all().filter(({ options }) => options["temp"] === true);
    if (left.length === 0) return;
    this.group.write(() => left.forEach((collection) => dropCollection(this, collection)));
    this.group.flush();
  }

  /** A file that cannot be opened must not keep the folder locked. */
  #openWriter(dbPath: string): [Connection, Checkpoints] {
    makePrivate(this.#file);
    const connection = new Connection(this.#file);
    try {
      connection.pragma("journal_mode = WAL");
      connection.pragma("synchronous = FULL");
      connection.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
      connection.pragma("temp_store = MEMORY");
      connection.pragma("journal_size_limit = 67108864");
      // The check comes before the first write: a damaged file is left as it is.
      const isNew = Number(connection.pragma("user_version")) === 0;
      if (isNew) prepareSchema(connection);
      const checkpoints = new Checkpoints(connection, this.#file);
      if (!isNew) prepareSchema(connection);
      return [connection, checkpoints];
    } catch (error) {
      connection.close();
      this.#lock.release();
      const failure = asStoreError(error);
      const isUnwritable = failure.codeName === "FileStreamFailed" || failure.codeName === "OutOfDiskSpace";
      throw isUnwritable ? new SettingError(`--dbpath ${dbPath} cannot be written (${failure.message}): choose a folder on a disk that is writable and has space, e.g. --dbpath ./data/store`) : failure;
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

  isTurnOver(): boolean {
    return false;
  }

  /** True when a long write should leave this turn of the event loop to others. */
  get isTurnTaken(): boolean {
    return this.#checkpoints.isTurnTaken;
  }

  /** Size of the write-ahead log at the last commit. */
  get logBytes(): number {
    return this.#checkpoints.logBytes;
  }

  /** Copies the write-ahead log into the file now. */
  copyLog(): void {
    this.#checkpoints.copyNow();
  }

  /** False when so many states are kept that `openSnapshot` would refuse. */
  canOpenSnapshot(): boolean {
    return this.#openSnapshots < MAX_SNAPSHOTS;
  }

  /** A connection whose reads stay at the last committed state until it is given back. */
  openSnapshot(): Connection {
    if (!this.canOpenSnapshot()) {
      throw new StoreError("TooManyLogicalSessions", `${MAX_SNAPSHOTS} transactions are open: end transactions that are no longer needed; they are aborted after a minute`);
    }
    this.group.flush();
    const connection = this.#idleSnapshots.pop() ?? this.#newSnapshot();
    this.#openSnapshots++;
    connection.exec("BEGIN");
    // A deferred transaction takes its snapshot with the first read.
    connection.row("SELECT 1 FROM meta LIMIT 1");
    return connection;
  }

  #newSnapshot(): Connection {
    const connection = new Connection(this.#file, { readonly: true, fileMustExist: true });
    connection.pragma(`cache_size = -${SNAPSHOT_CACHE_KIB}`);
    return connection;
  }

  closeSnapshot(connection: Connection): void {
    this.#openSnapshots--;
    connection.exec("ROLLBACK");
    if (this.#idleSnapshots.length < 8) this.#idleSnapshots.push(connection);
    else connection.close();
  }

  /** Commits what is pending, folds the write-ahead log into the file and gives the folder free. */
  close(): void {
    this.indexBuilds.close();
    this.group.flush();
    this.snapshots.closeAll();
    for (const connection of this.#idleSnapshots) connection.close();
    this.#idleSnapshots = [];
    this.#checkpoints.atEnd();
    this.connection.close();
    this.#lock.release();
  }
}

function createFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SettingError(`--dbpath ${path} cannot be created (${(error as { code?: string }).code ?? String(error)}): choose a folder that may be written, e.g. --dbpath ./data/store`);
  }
}

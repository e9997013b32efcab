import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { CursorRegistry } from "../cursor/cursor-registry.ts";
import type { ReadView } from "../query/read-view.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import type { ReplyLog } from "../session/reply-log.ts";
import type { SessionFields } from "../session/session-id.ts";
import type { TransactionRegistry } from "../session/transaction-registry.ts";
import type { Engine } from "../storage/engine.ts";
import type { ClientConnection } from "../wire/listener.ts";

/** What all commands of a server share. */
export interface Services {
  readonly engine: Engine;
  readonly cursors: CursorRegistry;
  readonly transactions: TransactionRegistry;
  readonly replies: ReplyLog;
  /** `host:port` or socket path under which clients see this server; known once it listens. */
  address(): string;
  connections(): number;
}

/** One command being run. */
export interface CommandContext {
  readonly services: Services;
  readonly db: string;
  readonly body: Document;
  readonly client: ClientConnection;
  readonly session: SessionFields | undefined;
  readonly isInTransaction: boolean;
  readonly view: ReadView;
  readonly sink: DocumentSink;
}

/** How a command is run: reads see the store, writes run atomically in the commit group, control commands are on their own. */
export interface Command {
  readonly kind: "read" | "write" | "control";
  readonly inTransaction?: boolean;
  run(context: CommandContext): Document | Promise<Document>;
}

/** Commands by name. */
export type CommandTable = Readonly<Record<string, Command>>;

/** The collection that a command names in its first field. */
export function collectionName(body: Document, command: string): string {
  const name = body[command];
  if (typeof name !== "string" || name === "") throw new StoreError("InvalidNamespace", `collection name has invalid type or is empty for '${command}'`);
  return name;
}

/** An optional document field of a command. */
export function documentField(body: Document, name: string): Document {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (!isDocument(value)) throw new StoreError("TypeMismatch", `the field '${name}' must be a document`);
  return value;
}

/** An optional non-negative whole number of a command. */
export function countField(body: Document, name: string, fallback: number): number {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  const number = isNumeric(value) ? Math.trunc(toDouble(value)) : Number.NaN;
  if (Number.isNaN(number)) throw new StoreError("TypeMismatch", `the field '${name}' must be a number`);
  if (number < 0) throw new StoreError("BadValue", `the field '${name}' must not be negative, but is ${number}`);
  return number;
}

/** Refuses options that would change the result and that this store does not have. */
export function assertNoneOf(body: Document, options: readonly string[]): void {
  const used = options.find((option) => body[option] !== undefined && body[option] !== false);
  if (used !== undefined) throw new StoreError("CommandNotSupported", `the option '${used}' is not supported by this store`);
}

/** Refuses collations other than the simple one, which would silently give another result. */
export function assertSimpleCollation(options: Document): void {
  const { collation } = options;
  if (isDocument(collation) && Object.keys(collation).length > 0 && collation["locale"] !== "simple") {
    throw new StoreError("CommandNotSupported", `collation '${String(collation["locale"])}' is not supported by this store: only the simple collation is`);
  }
}

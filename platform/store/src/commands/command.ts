import type { Timestamp } from "bson";
import { Expressions } from "../aggregate/expressions.ts";
import { parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { CursorRegistry } from "../cursor/cursor-registry.ts";
import { PacedView } from "../pacing/paced-view.ts";
import type { Steps } from "../pacing/pause.ts";
import type { TimeBudget, Turns } from "../pacing/turns.ts";
import type { ReadView } from "../query/read-view.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import type { ReplyLog } from "../session/reply-log.ts";
import type { RunningWrites } from "../session/running-writes.ts";
import type { SessionFields } from "../session/session-id.ts";
import type { TransactionRegistry } from "../session/transaction-registry.ts";
import type { WriteProgress } from "../session/write-progress.ts";
import type { Authenticator } from "../auth/authenticator.ts";
import type { FailPoints } from "../fail-point/fail-points.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Engine } from "../storage/engine.ts";
import type { ClientConnection } from "../wire/client-session.ts";

/** What all commands of a server share. */
export interface Services {
  readonly engine: Engine;
  readonly cursors: CursorRegistry;
  readonly transactions: TransactionRegistry;
  readonly replies: ReplyLog;
  readonly authenticator: Authenticator;
  readonly turns: Turns;
  /** Writes that have paused. */
  readonly writes: RunningWrites;
  /** Only with `enableTestCommands`. */
  readonly failPoints: FailPoints | undefined;
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
  /** The transaction or the store itself; reads see it through a `PacedView`. */
  readonly view: ReadView;
  readonly sink: DocumentSink;
  /** Which statements of a write are done. */
  readonly progress: WriteProgress;
  /** `maxTimeMS`, when the command has one. */
  readonly budget: TimeBudget | undefined;
}

/** How a command is run: reads see what is on disk and may pause, writes run in the commit group and may pause where they give steps, long ones write in steps of their own, control commands are on their own and wait for nothing. */
export interface Command {
  readonly kind: "read" | "write" | "long" | "control";
  readonly inTransaction?: boolean;
  /** It may have read concern "snapshot" outside of transactions. */
  readonly readsSnapshots?: boolean;
  run(context: CommandContext): Document | Promise<Document> | Steps<Document>;
}

/** True for an answer that is not there at once. */
export function isSteps(answer: Document | Steps<Document>): answer is Steps<Document> {
  return typeof answer["next"] === "function";
}

/** Commands by name. */
export type CommandTable = Readonly<Record<string, Command>>;

/** Fields that any command may have beside its own. */
export const GENERIC_FIELDS: ReadonlySet<string> = new Set([
  "$db", "lsid", "txnNumber", "$clusterTime", "$readPreference", "readConcern", "writeConcern", "comment", "apiVersion", "apiStrict", "apiDeprecationErrors", "maxTimeMS",
]);

/** Refuses a command that was not sent to the database `admin`. */
export function adminOnly({ db }: CommandContext, command: string): void {
  if (db !== "admin") throw new StoreError("Unauthorized", `${command} may only be run against the admin database.`);
}

/** What a read sees. */
export function pacedView({ view }: Pick<CommandContext, "view">): PacedView | undefined {
  return view instanceof PacedView ? view : undefined;
}

/** What the answer of a read with read concern "snapshot" tells beside its results. */
export function clusterTimeOf(view: ReadView | undefined): { readonly atClusterTime?: Timestamp } {
  const atClusterTime = view instanceof PacedView ? view.atClusterTime : undefined;
  return atClusterTime === undefined ? {} : { atClusterTime };
}

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

/** The variables of a command: constant expressions, computed once. */
export function variablesOf(source: Document, name: string): Document {
  const given = documentField(source, name);
  const expressions = new Expressions();
  const isPlain = (value: unknown): boolean => !isDocument(value) && !Array.isArray(value) && !(typeof value === "string" && value.startsWith("$"));
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, isPlain(value) ? value : (expressions.evaluate(value, {}) ?? null)]));
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

/** The `hint` of a command or statement; an empty one is none. */
export function hintOf({ hint }: Document): { readonly hint?: unknown } {
  if (hint === undefined || hint === null || (isDocument(hint) && Object.keys(hint).length === 0)) return {};
  if (typeof hint !== "string" && !isDocument(hint)) throw new StoreError("FailedToParse", "hint must be either a string or an object");
  return { hint };
}

/** Refuses options that would change the result and that this store does not have. */
export function assertNoneOf(body: Document, options: readonly string[]): void {
  const used = options.find((option) => body[option] !== undefined && body[option] !== false);
  if (used !== undefined) throw new StoreError("CommandNotSupported", `the option '${used}' is not supported by this store`);
}

/** The collation that a command or statement names, else the default of its collection; undefined for the simple one. */
export function collationOf(source: Document, collection: Collection | undefined): Collation | undefined {
  const given = source["collation"];
  const isGiven = isDocument(given) ? Object.keys(given).length > 0 : given !== undefined && given !== null;
  return parseCollation(isGiven ? given : collection?.options["collation"]);
}

import { Binary, Long } from "bson";
import type { Document } from "../bson/types.ts";
import { StoreError, asStoreError } from "../errors.ts";
import { toDouble } from "../bson/numeric.ts";
import { isNumeric } from "../bson/types.ts";
import { DirectSink } from "../session/document-sink.ts";
import { sessionOf } from "../session/session-id.ts";
import type { SessionFields } from "../session/session-id.ts";
import { timestampOf } from "../storage/oplog.ts";
import type { ClientConnection } from "../wire/listener.ts";
import { AGGREGATE_COMMANDS } from "./aggregate.ts";
import { COLLECTION_COMMANDS } from "./collections.ts";
import type { Command, CommandContext, CommandTable, Services } from "./command.ts";
import { COUNT_DISTINCT_COMMANDS } from "./count-distinct.ts";
import { CURSOR_COMMANDS } from "./cursors.ts";
import { DELETE_COMMANDS } from "./delete.ts";
import { DIAGNOSTIC_COMMANDS } from "./diagnostics.ts";
import { EXPLAIN_COMMANDS } from "./explain.ts";
import { FIND_AND_MODIFY_COMMANDS } from "./find-and-modify.ts";
import { FIND_COMMANDS } from "./find.ts";
import { HELLO_COMMANDS } from "./hello.ts";
import { INDEX_COMMANDS } from "./indexes.ts";
import { INSERT_COMMANDS } from "./insert.ts";
import { SESSION_COMMANDS } from "./sessions.ts";
import { UPDATE_COMMANDS } from "./update.ts";

const COMMANDS: CommandTable = {
  ...HELLO_COMMANDS, ...DIAGNOSTIC_COMMANDS, ...FIND_COMMANDS, ...CURSOR_COMMANDS, ...INSERT_COMMANDS, ...UPDATE_COMMANDS, ...DELETE_COMMANDS,
  ...FIND_AND_MODIFY_COMMANDS, ...AGGREGATE_COMMANDS, ...COUNT_DISTINCT_COMMANDS, ...COLLECTION_COMMANDS, ...INDEX_COMMANDS, ...EXPLAIN_COMMANDS, ...SESSION_COMMANDS,
};

/** Errors of storage that another try may not meet; drivers retry the command by this label. */
const RETRYABLE: ReadonlySet<string> = new Set(["InterruptedAtShutdown", "HostUnreachable"]);
const NO_SIGNATURE = { hash: new Binary(Buffer.alloc(20), 0), keyId: Long.ZERO };

/** Runs one command and gives its reply, failures included; resolves only when everything it tells about is on disk. */
export async function runCommand(services: Services, body: Document, client: ClientConnection): Promise<Document> {
  let reply: Document;
  try {
    const answer = answerCommand(services, body, client);
    reply = { ...(answer instanceof Promise ? await answer : answer), ok: 1 };
    // Reads wait as well: what they saw may belong to a group of writes that is not on disk yet.
    const settled = services.engine.group.settled();
    if (settled !== undefined) await settled;
  } catch (error) {
    reply = failureReply(asStoreError(error));
  }
  const time = timestampOf(services.engine.oplog.last);
  return { ...reply, $clusterTime: { clusterTime: time, signature: NO_SIGNATURE }, operationTime: reply["operationTime"] ?? time };
}

function failureReply(error: StoreError): Document {
  const labels = RETRYABLE.has(error.codeName) ? [...error.labels, "RetryableWriteError"] : error.labels;
  return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.fields, ...(labels.length > 0 && { errorLabels: labels }) };
}

function answerCommand(services: Services, body: Document, client: ClientConnection): Document | Promise<Document> {
  const name = Object.keys(body)[0] ?? "";
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new StoreError("CommandNotFound", `no such command: '${name}'`);
  const db = body["$db"];
  if (typeof db !== "string" || db === "") throw new StoreError("InvalidNamespace", "a command needs the name of its database in $db");
  const session = sessionOf(body);
  if (session?.isTransaction === true && command.kind !== "control") return inTransaction(services, command, name, db, body, client, session);
  const context: CommandContext = {
    services, db, body, client, session, isInTransaction: false, view: services.engine, sink: new DirectSink(services.engine),
  };
  if (command.kind !== "write") return command.run(context);
  if (session?.txnNumber !== undefined) return retryableWrite(context, command, session, session.txnNumber);
  return services.engine.group.write(() => command.run(context) as Document);
}

/** A numbered write is answered from memory on disk when it is sent again. */
function retryableWrite(context: CommandContext, command: Command, session: SessionFields, txnNumber: number): Document {
  const { services, body } = context;
  const statement = firstStatement(body);
  const known = services.replies.find(session.id, txnNumber, statement);
  if (known !== undefined) return known;
  return services.engine.group.write(() => {
    const reply = command.run(context) as Document;
    services.replies.remember(session.id, txnNumber, statement, reply);
    return reply;
  });
}

function firstStatement(body: Document): number {
  const first = Array.isArray(body["stmtIds"]) ? (body["stmtIds"] as unknown[])[0] : body["stmtId"];
  return isNumeric(first) ? toDouble(first) : 0;
}

function inTransaction(services: Services, command: Command, name: string, db: string, body: Document, client: ClientConnection, session: SessionFields): Document | Promise<Document> {
  if (command.inTransaction !== true) throw new StoreError("OperationNotSupportedInTransaction", `Cannot run '${name}' in a multi-document transaction.`);
  const transaction = services.transactions.enter(session);
  const context: CommandContext = { services, db, body, client, session, isInTransaction: true, view: transaction, sink: transaction };
  try {
    return command.run(context);
  } catch (error) {
    services.transactions.abortIfOpen(session);
    throw error;
  }
}

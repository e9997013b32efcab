import { Binary, Long } from "bson";
import type { Document } from "../bson/types.ts";
import { ERROR_CODES, StoreError, asStoreError } from "../errors.ts";
import { toDouble } from "../bson/numeric.ts";
import { RawDocument, isDocument, isNumeric } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { errorLabelsOf, opensChangeStream } from "../fail-point/error-labels.ts";
import { PacedView } from "../pacing/paced-view.ts";
import { finish } from "../pacing/pause.ts";
import { TimeBudget } from "../pacing/turns.ts";
import { DirectSink } from "../session/document-sink.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import { sessionOf } from "../session/session-id.ts";
import type { SessionFields } from "../session/session-id.ts";
import { WriteProgress } from "../session/write-progress.ts";
import { timestampOf } from "../storage/oplog.ts";
import { ValidatingSink } from "../validation/validating-sink.ts";
import type { ClientConnection } from "../wire/client-session.ts";
import { AGGREGATE_COMMANDS } from "./aggregate.ts";
import { AUTHENTICATION_COMMANDS, OPEN_COMMANDS } from "./authentication.ts";
import { COLLECTION_COMMANDS } from "./collections.ts";
import { countField, isSteps } from "./command.ts";
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
import { PARAMETER_COMMANDS } from "./parameters.ts";
import { assertNoClusterTime, snapshotOf } from "./read-concern.ts";
import { INSERT_COMMANDS } from "./insert.ts";
import { runWrite } from "./run-write.ts";
import { SEARCH_INDEX_COMMANDS } from "./search-indexes.ts";
import { SESSION_COMMANDS } from "./sessions.ts";
import { TOOL_COMMANDS } from "./tools.ts";
import { BULK_WRITE_COMMANDS } from "./bulk-write.ts";
import { COLL_MOD_COMMANDS } from "./coll-mod.ts";
import { UPDATE_COMMANDS } from "./update.ts";
import { VALIDATE_COMMANDS } from "./validate.ts";

const COMMANDS: CommandTable = {
  ...HELLO_COMMANDS, ...DIAGNOSTIC_COMMANDS, ...FIND_COMMANDS, ...CURSOR_COMMANDS, ...INSERT_COMMANDS, ...UPDATE_COMMANDS, ...DELETE_COMMANDS,
  ...FIND_AND_MODIFY_COMMANDS, ...AGGREGATE_COMMANDS, ...COUNT_DISTINCT_COMMANDS, ...COLLECTION_COMMANDS, ...INDEX_COMMANDS, ...COLL_MOD_COMMANDS, ...BULK_WRITE_COMMANDS, ...SEARCH_INDEX_COMMANDS, ...TOOL_COMMANDS, ...EXPLAIN_COMMANDS, ...SESSION_COMMANDS, ...VALIDATE_COMMANDS, ...PARAMETER_COMMANDS, ...AUTHENTICATION_COMMANDS,
};

/** Encoded once: it is part of every reply. */
const NO_SIGNATURE = new RawDocument(writeDocument({ hash: new Binary(Buffer.alloc(20), 0), keyId: Long.ZERO }));

/** Runs one command and gives its reply, failures included; resolves only when everything it tells about is on disk. */
export function runCommand(services: Services, body: Document, client: ClientConnection): Promise<Document> {
  const { failPoints } = services;
  return failPoints === undefined ? answered(services, body, client) : failPoints.around(body, client, () => answered(services, body, client));
}

async function answered(services: Services, body: Document, client: ClientConnection): Promise<Document> {
  let reply: Document;
  try {
    const command = commandOf(services, body, client);
    const { group } = services.engine;
    // A read that comes while a group of writes is pending runs after it: it never tells of writes that a full disk takes back.
    if (command.kind === "read") for (let idle = group.idle(); idle !== undefined; idle = group.idle()) await idle;
    const answer = answerCommand(services, command, body, client);
    reply = { ...(answer instanceof Promise ? await answer : answer), ...unmetWriteConcern(body), ok: 1 };
    const settled = command.kind === "control" ? undefined : group.settled();
    if (settled !== undefined) await settled;
  } catch (error) {
    reply = failureReply(asStoreError(error), body);
  }
  const time = timestampOf(services.engine.oplog.last);
  return { ...reply, $clusterTime: { clusterTime: time, signature: NO_SIGNATURE }, operationTime: reply["operationTime"] ?? time };
}

/** One member cannot give more than its own acknowledgement; as in MongoDB the write stays, and the client is told. */
function unmetWriteConcern({ writeConcern }: Document): Document {
  const wanted = isDocument(writeConcern) ? writeConcern["w"] : undefined;
  if (isNumeric(wanted) && toDouble(wanted) > 1) return { writeConcernError: { code: ERROR_CODES.UnsatisfiableWriteConcern, codeName: "UnsatisfiableWriteConcern", errmsg: "Not enough data-bearing nodes" } };
  if (typeof wanted === "string" && wanted !== "majority") return { writeConcernError: { code: ERROR_CODES.UnknownReplWriteConcern, codeName: "UnknownReplWriteConcern", errmsg: `No write concern mode named '${wanted}' found in replica set configuration` } };
  return {};
}

function failureReply(error: StoreError, body: Document): Document {
  const labels = [...new Set([...error.labels, ...errorLabelsOf(body, { code: error.code, isChangeStream: opensChangeStream(body) })])];
  return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.fields, ...(labels.length > 0 && { errorLabels: labels }) };
}

function commandOf(services: Services, body: Document, client: ClientConnection): Command {
  const name = Object.keys(body)[0] ?? "";
  if (!OPEN_COMMANDS.has(name) && !services.authenticator.mayRun(client)) throw new StoreError("Unauthorized", `Command ${name} requires authentication`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new StoreError("CommandNotFound", `no such command: '${name}'`);
  return command;
}

function answerCommand(services: Services, command: Command, body: Document, client: ClientConnection): Document | Promise<Document> {
  const name = Object.keys(body)[0] as string;
  const db = body["$db"];
  if (typeof db !== "string" || db === "") throw new StoreError("InvalidNamespace", "a command needs the name of its database in $db");
  const session = sessionOf(body);
  if (session?.isTransaction === true && command.kind !== "control") return inTransaction(services, command, name, db, body, client, session);
  const { engine } = services;
  const snapshot = body["readConcern"] === undefined ? undefined : snapshotOf(body, { name, ...command }, engine.snapshots);
  const view = new PacedView(engine, snapshot);
  if (command.kind === "write") view.seePresent();
  const context: CommandContext = {
    services, db, body, client, session, isInTransaction: false, view: command.kind === "read" || command.kind === "write" ? view : engine, sink: validating(new DirectSink(engine), body), budget: budgetOf(body), progress: new WriteProgress(),
  };
  return command.kind === "write" ? runWrite(context, view, command) : running(context, command.run(context));
}

/** The time that a command may take; what a change stream does with its own is another thing. */
function budgetOf(body: Document): TimeBudget | undefined {
  const millis = body["getMore"] === undefined ? countField(body, "maxTimeMS", 0) : 0;
  return millis === 0 ? undefined : new TimeBudget(millis);
}

/** Lets a read take turns with the others. */
function running({ services, view, client, budget }: CommandContext, answer: ReturnType<Command["run"]>): Document | Promise<Document> {
  if (answer instanceof Promise || !isSteps(answer)) return answer;
  return view instanceof PacedView ? services.turns.run(view, answer, { closed: client.closed, budget }) : finish(answer);
}

function validating(sink: DocumentSink, body: Document): DocumentSink {
  return body["bypassDocumentValidation"] === true ? sink : new ValidatingSink(sink);
}

function inTransaction(services: Services, command: Command, name: string, db: string, body: Document, client: ClientConnection, session: SessionFields): Document | Promise<Document> {
  if (command.inTransaction !== true) throw new StoreError("OperationNotSupportedInTransaction", `Cannot run '${name}' in a multi-document transaction.`);
  assertNoClusterTime(body);
  const transaction = services.transactions.enter(session, client);
  const view = command.kind === "read" ? new PacedView(services.engine, transaction) : transaction;
  const context: CommandContext = { services, db, body, client, session, isInTransaction: true, view, sink: validating(transaction, body), budget: budgetOf(body), progress: new WriteProgress() };
  const abort = (error: unknown): never => {
    services.transactions.abortIfOpen(session);
    throw error;
  };
  try {
    const answer = running(context, command.run(context));
    return answer instanceof Promise ? answer.catch(abort) : answer;
  } catch (error) {
    return abort(error);
  }
}

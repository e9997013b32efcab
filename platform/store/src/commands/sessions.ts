import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { sessionId } from "../session/session-id.ts";
import type { SessionFields } from "../session/session-id.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";

function transactionSession({ session }: CommandContext, command: string): SessionFields {
  if (session === undefined || !session.isTransaction) throw new StoreError("CommandFailed", `${command} must be run within a transaction`);
  return session;
}

const commitTransaction: Command = {
  kind: "control",
  async run(context) {
    const hasWritten = context.services.transactions.commit(transactionSession(context, "commitTransaction"));
    if (hasWritten) await context.services.engine.group.settled();
    return {};
  },
};

const abortTransaction: Command = {
  kind: "control",
  run(context) {
    context.services.transactions.abort(transactionSession(context, "abortTransaction"));
    return {};
  },
};

function end({ services, body }: CommandContext, name: string): Document {
  const sessions = body[name];
  for (const lsid of Array.isArray(sessions) ? (sessions as unknown[]) : []) {
    const id = sessionId(lsid);
    services.transactions.endSession(id);
    services.cursors.killSession(id);
  }
  return {};
}

function killSessions(context: CommandContext): Document {
  const { killSessions: sessions } = context.body;
  for (const lsid of Array.isArray(sessions) ? (sessions as unknown[]) : []) context.services.writes.killSession(sessionId(lsid));
  return end(context, "killSessions");
}

/** Ending transactions and sessions. */
export const SESSION_COMMANDS: CommandTable = {
  commitTransaction,
  abortTransaction,
  endSessions: { kind: "control", run: (context) => end(context, "endSessions") },
  killSessions: { kind: "control", run: killSessions },
  refreshSessions: { kind: "control", run: () => ({}) },
  startSession: { kind: "control", run: () => { throw new StoreError("CommandNotSupported", "sessions are started by the driver: send any command with an lsid"); } },
};

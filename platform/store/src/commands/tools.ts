import { Long } from "bson";
import type { Document } from "../bson/types.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { REPLICA_SET } from "./hello.ts";

function control(run: (context: CommandContext) => Document): Command {
  return { kind: "control", run };
}

function currentOp({ services, client, body, db }: CommandContext): Document {
  const own = { type: "op", host: services.address(), active: true, op: "command", ns: `${db}.$cmd`, client: client.peer, connectionId: client.id, command: { currentOp: body["currentOp"] } };
  return { inprog: [own] };
}

function usersInfo({ services, client }: CommandContext): Document {
  const user = services.authenticator.userOf(client);
  return { users: user === undefined ? [] : [{ _id: `admin.${user}`, user, db: "admin", roles: [{ role: "root", db: "admin" }], mechanisms: ["SCRAM-SHA-256"] }] };
}

function replicaSetConfig({ services }: CommandContext): Document {
  const member = { _id: 0, host: services.address(), arbiterOnly: false, buildIndexes: true, hidden: false, priority: 1, tags: {}, secondaryDelaySecs: Long.ZERO, votes: 1 };
  return { config: { _id: REPLICA_SET, version: 1, term: 1, members: [member], protocolVersion: Long.ONE, writeConcernMajorityJournalDefault: true, settings: {} } };
}

function defaultConcerns(): Document {
  return { defaultReadConcern: { level: "local" }, defaultWriteConcern: { w: "majority", wtimeout: 0 }, defaultWriteConcernSource: "implicit", defaultReadConcernSource: "implicit" };
}

/** What mongosh, MongoDB Compass and other tools ask when they connect. */
export const TOOL_COMMANDS: CommandTable = {
  currentOp: control(currentOp),
  top: control(() => ({ totals: { note: "all times in microseconds" } })),
  usersInfo: control(usersInfo),
  rolesInfo: control(() => ({ roles: [] })),
  replSetGetConfig: control(replicaSetConfig),
  getDefaultRWConcern: control(defaultConcerns),
};

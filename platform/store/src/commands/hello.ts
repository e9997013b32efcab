import { ObjectId } from "bson";
import { MECHANISM } from "../auth/authenticator.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { MAX_DOCUMENT_BYTES } from "../bson/writer.ts";
import { timestampOf } from "../storage/oplog.ts";
import { MAX_MESSAGE_BYTES } from "../wire/frame.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";

/** The server version and wire version whose behaviour this store offers. */
export const EMULATED_VERSION = "8.0.13";
const MAX_WIRE_VERSION = 25;
/** Name of the one-member replica set that drivers see. */
export const REPLICA_SET = "tessera";
const ELECTION_ID = new ObjectId("7fffffff0000000000000001");

function describe({ services, client, body }: CommandContext): Document {
  const address = services.address();
  const opTime = { ts: timestampOf(services.engine.oplog.last), t: 1 };
  return {
    isWritablePrimary: true,
    setName: REPLICA_SET,
    setVersion: 1,
    secondary: false,
    hosts: [address],
    me: address,
    primary: address,
    electionId: ELECTION_ID,
    lastWrite: { opTime, lastWriteDate: new Date(), majorityOpTime: opTime, majorityWriteDate: new Date() },
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: client.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ...loginOffer({ services, client, body }),
  };
}

/** The mechanisms of a user that the client asks about, and the answer to a login that it starts within the handshake. */
function loginOffer({ services, client, body }: Pick<CommandContext, "services" | "client" | "body">): Document {
  const { saslSupportedMechs: user, speculativeAuthenticate: login } = body;
  const { authenticator } = services;
  const isStarted = authenticator.isRequired && isDocument(login) && login["mechanism"] === MECHANISM;
  return {
    ...(typeof user === "string" && authenticator.isKnown(user) && { saslSupportedMechs: [MECHANISM] }),
    ...(isStarted && { speculativeAuthenticate: authenticator.start(client, login, login["db"]) }),
  };
}

const hello: Command = { kind: "control", run: (context) => ({ helloOk: true, ...describe(context) }) };
const isMaster: Command = { kind: "control", run: (context) => ({ helloOk: true, ismaster: true, ...describe(context) }) };

/** The handshake. */
export const HELLO_COMMANDS: CommandTable = { hello, isMaster, ismaster: isMaster };

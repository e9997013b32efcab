import { createHmac, randomBytes } from "node:crypto";
import { Binary } from "bson";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { MAX_MESSAGE_BYTES } from "../wire/frame.ts";
import type { ClientConnection } from "../wire/client-session.ts";
import { ScramConversation, authenticationFailed, verifierOf } from "./scram.ts";
import type { Credentials, Verifier } from "./scram.ts";

/** The one mechanism offered. */
export const MECHANISM = "SCRAM-SHA-256";
/** Messages of a client that has not logged in: enough for the login, too little to fill the memory. */
const UNAUTHENTICATED_MESSAGE_BYTES = 64 * 1024;
/** The database that users belong to. */
const USER_DATABASE = "admin";
const CONVERSATION_ID = 1;

interface Login {
  conversation: ScramConversation | undefined;
  readonly user: string;
  /** The client wants one more empty message after the proof. */
  readonly isLong: boolean;
  isProven: boolean;
}

/** Decides whose commands are run: everyone's when no user is configured, else those of connections that logged in. */
export class Authenticator {
  readonly #user: string | undefined;
  readonly #verifier: Verifier;
  readonly #disguise = randomBytes(32);
  readonly #logins = new WeakMap<ClientConnection, Login>();
  readonly #users = new WeakMap<ClientConnection, string>();

  constructor(credentials: Credentials | undefined) {
    this.#user = credentials?.user;
    this.#verifier = verifierOf(credentials?.password ?? "");
  }

  /** True when commands need a login. */
  get isRequired(): boolean {
    return this.#user !== undefined;
  }

  /** Messages a new connection may send. */
  get firstMessageBytes(): number {
    return this.isRequired ? UNAUTHENTICATED_MESSAGE_BYTES : MAX_MESSAGE_BYTES;
  }

  mayRun(client: ClientConnection): boolean {
    return !this.isRequired || this.#users.has(client);
  }

  /** Name of the user that a connection logged in as. */
  userOf(client: ClientConnection): string | undefined {
    return this.#users.get(client);
  }

  isKnown(user: string): boolean {
    return user === `${USER_DATABASE}.${this.#user}`;
  }

  /** `saslStart`: the challenge for the client's first message. */
  start(client: ClientConnection, body: Document, db: unknown): Document {
    if (body["mechanism"] !== MECHANISM) {
      throw new StoreError("MechanismUnavailable", `Unsupported mechanism '${String(body["mechanism"])}' on authentication database '${String(db)}': use ${MECHANISM}`);
    }
    let user = "";
    const conversation = new ScramConversation(payloadOf(body), (name) => {
      user = name;
      return name === this.#user && db === USER_DATABASE ? this.#verifier : this.#verifierOfNobody(name);
    });
    const options = body["options"];
    this.#logins.set(client, { conversation, user, isLong: !(isDocument(options) && options["skipEmptyExchange"] === true), isProven: false });
    return { conversationId: CONVERSATION_ID, done: false, payload: binary(conversation.challenge) };
  }

  /** `saslContinue`: checks the proof; from then on the connection may run commands. */
  proceed(client: ClientConnection, body: Document): Document {
    const login = this.#logins.get(client);
    if (login === undefined || body["conversationId"] !== CONVERSATION_ID) throw new StoreError("ProtocolError", "No SASL session state found");
    if (login.isProven) return this.#finished(client, login, "");
    this.#logins.delete(client);
    const proof = (login.conversation as ScramConversation).finish(payloadOf(body));
    login.conversation = undefined;
    login.isProven = true;
    if (!login.isLong) return this.#finished(client, login, proof);
    this.#logins.set(client, login);
    return { conversationId: CONVERSATION_ID, done: false, payload: binary(proof) };
  }

  logOut(client: ClientConnection): void {
    this.#users.delete(client);
    client.messageLimit = this.firstMessageBytes;
  }

  #finished(client: ClientConnection, login: Login, payload: string): Document {
    this.#logins.delete(client);
    this.#users.set(client, login.user);
    client.messageLimit = MAX_MESSAGE_BYTES;
    return { conversationId: CONVERSATION_ID, done: true, payload: binary(payload) };
  }

  /** Looks like a user's and stays the same for a name, so that a challenge does not tell who exists. */
  #verifierOfNobody(name: string): Verifier {
    const salt = createHmac("sha256", this.#disguise).update(name).digest().subarray(0, this.#verifier.salt.length);
    return { salt, iterations: this.#verifier.iterations, storedKey: randomBytes(32), serverKey: randomBytes(32) };
  }
}

function payloadOf(body: Document): string {
  const { payload } = body;
  if (payload instanceof Binary) return Buffer.from(payload.buffer.subarray(0, payload.position)).toString("utf8");
  throw authenticationFailed();
}

function binary(text: string): Binary {
  return new Binary(Buffer.from(text, "utf8"), 0);
}

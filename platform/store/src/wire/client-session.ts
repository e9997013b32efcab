import { once } from "node:events";
import type { Socket } from "node:net";
import type { Document } from "../bson/types.ts";
import { asStoreError } from "../errors.ts";
import { FrameSplitter } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { OP_CODE, encodeReply, expectsReply, parseRequest } from "./message.ts";

/** What the commands know about the connection they came on. */
export interface ClientConnection {
  readonly id: number;
  readonly peer: string;
  /** Aborted when the client is gone, so that waiting commands stop. */
  readonly closed: AbortSignal;
  /** Longest message in bytes that is taken from it; raised by a login. */
  messageLimit: number;
  /** Breaks the connection; what is not written yet is lost. */
  close(): void;
}

/** Answers one command; must not throw for failures that the client can be told about. */
export type CommandHandler = (body: Document, client: ClientConnection) => Promise<Document>;

/** How connections are served. */
export interface ServeOptions {
  readonly handler: CommandHandler;
  /** `messageLimit` of a new connection. */
  readonly firstMessageBytes: number;
}

/** Messages waiting behind the one that is answered; beyond this the client is not read from until they are done. */
const MAX_WAITING_BYTES = 256 * 1024;
/** How long a client that stopped sending may take to read its last answers. */
const LINGER_MS = 10_000;

/**
 * Serves one connection: its commands run one after the other, and the next one begins only when the client has taken the answer.
 * The socket is read on meanwhile, within bounds, to notice at once when the client is gone.
 */
export class ClientSession {
  readonly #socket: Socket;
  readonly #handler: CommandHandler;
  readonly #client: ClientConnection;
  readonly #closing = new AbortController();
  readonly #splitter = new FrameSplitter();
  readonly #waiting: Frame[] = [];
  #waitingBytes = 0;
  #isRunning = false;
  #isEnded = false;
  #answers = 0;

  constructor(socket: Socket, id: number, { handler, firstMessageBytes }: ServeOptions) {
    this.#socket = socket;
    this.#handler = handler;
    const peer = socket.remoteAddress === undefined ? "socket" : `${socket.remoteAddress}:${socket.remotePort ?? 0}`;
    this.#client = { id, peer, closed: this.#closing.signal, messageLimit: firstMessageBytes, close: () => socket.destroy() };
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.once("end", () => this.#end());
    socket.once("close", () => this.#closing.abort());
    // Without a listener, a broken connection would end the process.
    socket.on("error", () => socket.destroy());
  }

  #receive(chunk: Buffer): void {
    try {
      for (const frame of this.#splitter.push(chunk, this.#client.messageLimit)) {
        this.#waiting.push(frame);
        this.#waitingBytes += frame.bytes.length;
      }
    } catch {
      // Framing is lost: nothing that follows can be understood.
      this.#socket.destroy();
      return;
    }
    if (this.#waitingBytes > MAX_WAITING_BYTES) this.#socket.pause();
    if (!this.#isRunning) void this.#run();
  }

  /** A client that has gone may have left unacknowledged writes: they are still done, while nothing waits for it any more. */
  #end(): void {
    this.#isEnded = true;
    this.#closing.abort();
    const impatience = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    this.#socket.once("close", () => clearTimeout(impatience));
    if (!this.#isRunning) this.#socket.end();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let frame = this.#waiting.shift(); frame !== undefined; frame = this.#waiting.shift()) {
      // Nobody is left to read an answer; writes that ask for none are still done.
      const answer = this.#socket.destroyed && expectsReply(frame) ? undefined : await this.#answerTo(frame);
      this.#waitingBytes -= frame.bytes.length;
      if (this.#waitingBytes <= MAX_WAITING_BYTES && this.#socket.isPaused()) this.#socket.resume();
      if (answer !== undefined && this.#socket.writable && !this.#socket.write(answer)) await this.#drained();
    }
    this.#isRunning = false;
    if (this.#isEnded) this.#socket.end();
  }

  async #drained(): Promise<void> {
    // Whichever comes first takes the other's listener away: a slow reader would pile them up otherwise.
    const settled = new AbortController();
    const { signal } = settled;
    await Promise.race([once(this.#socket, "drain", { signal }), once(this.#socket, "close", { signal })]).then(() => settled.abort(), () => this.#socket.destroy());
  }

  async #answerTo(frame: Frame): Promise<Buffer | undefined> {
    const answerId = ++this.#answers;
    let isLegacy = frame.opCode === OP_CODE.query;
    try {
      const request = parseRequest(frame);
      isLegacy = request.isLegacy;
      const reply = await this.#handler(request.body, this.#client);
      return request.wantsReply ? encodeReply(answerId, frame.requestId, reply, isLegacy) : undefined;
    } catch (error) {
      if (!expectsReply(frame)) return undefined;
      const failure = asStoreError(error);
      const reply = { ok: 0, errmsg: failure.message, code: failure.code, codeName: failure.codeName };
      return encodeReply(answerId, frame.requestId, reply, isLegacy);
    }
  }
}

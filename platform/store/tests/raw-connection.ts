import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { deserialize, serialize } from "bson";
import type { Document } from "bson";

/** One connection that sends commands exactly as given and reads their answers in order. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #answers: ((answer: Document) => void)[] = [];
  #received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
  }

  static async open(socketPath: string): Promise<RawConnection> {
    const socket = connect(socketPath);
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  /** The answer to a command; fails when the store closes the connection. */
  send(command: Document): Promise<Document> {
    const body = serialize(command, { ignoreUndefined: true });
    const head = Buffer.alloc(21);
    head.writeInt32LE(head.length + body.length, 0);
    head.writeInt32LE(1, 4);
    head.writeInt32LE(2013, 12);
    return new Promise((resolve, reject) => {
      const lost = (): void => reject(new Error("the connection was closed before the answer"));
      this.#socket.once("close", lost);
      this.#answers.push((answer) => {
        this.#socket.off("close", lost);
        resolve(answer);
      });
      this.#socket.write(Buffer.concat([head, body]));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 16 && this.#received.length >= this.#received.readInt32LE(0)) {
      const length = this.#received.readInt32LE(0);
      const answer = deserialize(this.#received.subarray(21, length), { bsonRegExp: true });
      this.#received = this.#received.subarray(length);
      this.#answers.shift()?.(answer);
    }
  }
}

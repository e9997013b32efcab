import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { endWaitsOfClosedSockets } from "@tessera/egress/sockets";
import { deserialize, serialize } from "bson";
import type { Document } from "bson";
import { MongoClient } from "mongodb";

const PROGRAM = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** How a store process ended. */
export interface Exit {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the built program and collects what it says; for starts that are expected to fail. */
export async function runToExit(args: readonly string[], entry: readonly string[] = []): Promise<Exit> {
  const [program, ...rest] = [...entry, process.execPath, PROGRAM, ...args];
  const child = spawn(program as string, rest, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

/** The built store in its own process and folder; can be killed and started again on the same data. */
export class StoreProcess {
  readonly folder: string;
  readonly socketPath: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  uri = "";
  /** Folder of the data; another one may be set before the start. */
  dataPath: string;
  /** What has to stand before the command, e.g. to run it in a namespace. */
  entry: readonly string[] = [];

  constructor(folder: string, args: readonly string[]) {
    // A client whose store is killed is to see a closed connection, as the platform's own clients do.
    endWaitsOfClosedSockets();
    this.folder = folder;
    this.socketPath = join(folder, "s.sock");
    this.dataPath = join(folder, "data");
    this.#args = args;
  }

  static async start(args: readonly string[] = []): Promise<StoreProcess> {
    const store = await StoreProcess.prepare(args);
    await store.start();
    return store;
  }

  /** A store that has its folder and is not running yet. */
  static async prepare(args: readonly string[] = []): Promise<StoreProcess> {
    return new StoreProcess(await mkdtemp(join(tmpdir(), "tessera-store-")), args);
  }

  async start(): Promise<void> {
    const [program, ...args] = [...this.entry, process.execPath, PROGRAM, "--dbpath", this.dataPath, "--socket", this.socketPath, ...this.#args];
    const child = spawn(program as string, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    const lines = createInterface(child.stdout);
    const [line] = (await Promise.race([once(lines, "line"), once(child, "exit").then(([code]) => { throw new Error(`the store ended with ${String(code)} before it was ready`); })])) as [string];
    this.uri = line.replace("tessera-store ready ", "");
  }

  /** A connected client of the unmodified driver; `patienceMs` bounds how long its operations look for the store. */
  connect(patienceMs = 10_000): Promise<MongoClient> {
    return new MongoClient(this.uri, { serverSelectionTimeoutMS: patienceMs }).connect();
  }

  /** Halts the process as it stands: it keeps its connections and answers nobody; only `end("SIGKILL")` follows. */
  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  /** Ends the process; resolves with its exit code, null after a signal it did not handle. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) return null;
    this.#child = undefined;
    const exited = once(child, "exit");
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  async dispose(): Promise<void> {
    await this.end("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Sends one command exactly as given, without the session and retry logic of a driver. */
export async function sendRaw(socketPath: string, command: Document): Promise<Document> {
  const socket = connect(socketPath);
  try {
    const body = serialize(command);
    const head = Buffer.alloc(21);
    head.writeInt32LE(head.length + body.length, 0);
    head.writeInt32LE(1, 4);
    head.writeInt32LE(2013, 12);
    socket.write(Buffer.concat([head, body]));
    const chunks: Buffer[] = [];
    for await (const chunk of socket) {
      chunks.push(chunk as Buffer);
      const received = Buffer.concat(chunks);
      if (received.length >= 16 && received.length >= received.readInt32LE(0)) return deserialize(received.subarray(21));
    }
    throw new Error("the connection ended before the answer");
  } finally {
    socket.destroy();
  }
}

/** Polls until the condition gives something truthy; fails after `deadlineMs`. */
export async function eventually<T>(condition: () => Promise<T> | T, deadlineMs = 30_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`the condition did not come true within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

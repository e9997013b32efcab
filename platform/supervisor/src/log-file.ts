import { basename, dirname } from "node:path";
import { type RotatingFileStream, createStream } from "rotating-file-stream";

export interface LogFileOptions {
  path: string;
  /** Size at which the file becomes `<path>.1` (and that one `.2`, ...). */
  maxBytes: number;
  /** How many old files stay. */
  kept: number;
  /** Told once per failure; lines are dropped until the file can be written again. */
  onFailure: (error: Error) => void;
}

/** How long a file that could not be written (full disk) is left alone before the next try, in ms. */
const retryAfterMs = 5_000;

/** A log file of bounded size that survives a full disk. */
export class LogFile {
  readonly #options: LogFileOptions;
  #stream: RotatingFileStream | undefined;
  #retryAt = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
  }

  line(text: string): void {
    if (this.#stream === undefined && Date.now() < this.#retryAt) return;
    this.#stream ??= this.#open();
    this.#stream.write(`${text}\n`);
  }

  /** Resolves when everything written so far has left for the disk, or cannot. */
  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined || stream.destroyed) return;
    await new Promise<void>((resolve) => {
      stream.once("close", resolve);
      stream.end();
    });
  }

  #open(): RotatingFileStream {
    const { path, maxBytes, kept, onFailure } = this.#options;
    const stream = createStream(basename(path), { path: dirname(path), size: `${maxBytes}B`, rotate: kept, mode: 0o600 });
    stream.on("error", (error) => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      this.#retryAt = Date.now() + retryAfterMs;
      stream.destroy();
      onFailure(error);
    });
    stream.on("warning", onFailure);
    return stream;
  }
}

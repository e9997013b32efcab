import type { SandboxLog, SandboxPool } from "@tessera/sandbox";
import type { Logger } from "../../../logging/logger.ts";

/** One run of a query's transform. */
export interface TransformRun {
  space: string;
  source: string;
  data: unknown;
  inputs: Record<string, unknown>;
  user: { name: string; displayName: string };
  signal: AbortSignal;
}

const mebibyte = 1024 * 1024;
/** The input is the answer (10 MiB at most) with inputs; JSON may write a character as six. */
const limits = { inputBytes: 64 * mebibyte, outputBytes: 10 * mebibyte, cpuMs: 1_000, wallMs: 5_000, memoryMb: 128 };

/** Runs transforms in the sandbox; its pool starts with the first one. */
export class Transforms {
  readonly #logger: Logger;
  #pool: Promise<SandboxPool> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Throws the errors of `@tessera/sandbox`. */
  async run({ space, source, data, inputs, user, signal }: TransformRun): Promise<{ value: unknown; logs: SandboxLog[] }> {
    const pool = await (this.#pool ??= this.#start());
    const { value, logs } = await pool.run({ space, source, input: { data, inputs, user }, limits, signal });
    return { value: value ?? null, logs };
  }

  /** Nest calls it when the process ends. */
  async onModuleDestroy(): Promise<void> {
    await (await this.#pool)?.close();
  }

  async #start(): Promise<SandboxPool> {
    const { createSandboxPool } = await import("@tessera/sandbox");
    return createSandboxPool({ onLog: ({ level, message }) => this.#logger[level](message) });
  }
}

import { createSandboxPool } from "@tessera/sandbox";
import type { SandboxPool, SandboxPoolOptions, SandboxProgram, SandboxResult } from "@tessera/sandbox";

/** The facts of a rejected run that tests look at. */
export interface Refusal {
  code: string;
  message: string;
  detail: Record<string, unknown>;
  cause: unknown;
}

/** Short ways to run programs in one pool. */
export class SandboxDriver {
  readonly pool: SandboxPool;

  constructor(options: SandboxPoolOptions = {}) {
    this.pool = createSandboxPool({ maxProcesses: 2, ...options });
  }

  run(source: string, extra: Partial<SandboxProgram> = {}): Promise<SandboxResult<unknown>> {
    return this.pool.run({ space: "team", source, input: null, ...extra });
  }

  async value(source: string, extra: Partial<SandboxProgram> = {}): Promise<unknown> {
    return (await this.run(source, extra)).value;
  }

  /** Resolves with the error that the run ends in; a run that ends well is a failure of the test. */
  async refusal(source: string, extra: Partial<SandboxProgram> = {}): Promise<Refusal> {
    try {
      const result = await this.run(source, extra);
      throw new TypeError(`the run was expected to fail but gave ${JSON.stringify(result.value)?.slice(0, 200)}`);
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return error as Refusal;
    }
  }

  async code(source: string, extra: Partial<SandboxProgram> = {}): Promise<string> {
    return (await this.refusal(source, extra)).code;
  }
}

/** Waits until the condition holds, or fails after half a minute. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

import { isTesseraError, type Message, UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "../errors.ts";
import type { SandboxLimits } from "../limits.ts";
import { programMessages, runMessages } from "../messages.ts";
import type { SandboxLog, SandboxProgram, SandboxResult } from "../program.ts";
import { defaultScope } from "../program.ts";
import { maxCallsPerRun } from "../wire/messages.ts";
import type { ChildMessage, Failure, ParentMessage } from "../wire/messages.ts";
import { knownReason } from "./known-reasons.ts";
import { runError } from "./run-error.ts";

type End = Extract<ChildMessage, { type: "done" | "failed" }>;

/** JSON of a value from the host, held to a size; UserError `sandbox.not-serializable` or `sandbox.input-too-large`. */
export function encodeInput(value: unknown, maxBytes: number, what: Message, path: string): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError({ code: sandboxErrorCodes.notSerializable, message: programMessages.notJson({ what, reason: knownReason(reason) }), path, cause });
  }
  const bytes = json === undefined ? 0 : Buffer.byteLength(json);
  if (bytes <= maxBytes) return json ?? "";
  throw new UserError({
    code: sandboxErrorCodes.inputTooLarge,
    reason: "too-large",
    message: programMessages.tooLarge({ what, bytes, limit: maxBytes }),
    path,
  });
}

/** One program on its way through the pool, from the queue to its one outcome. */
export class Run {
  readonly id: number;
  readonly program: SandboxProgram;
  readonly limits: SandboxLimits;
  readonly input: string;
  /** Calls of capabilities that have no answer yet; while there are any the run only waits. */
  openCalls = 0;
  isSettled = false;
  #calls = 0;
  #startedAt = 0;
  readonly #rejections = new Map<number, { name: string; cause: unknown }>();
  readonly #resolve: (result: SandboxResult<unknown>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #detach: (() => void) | undefined;

  constructor(
    id: number,
    program: SandboxProgram,
    limits: SandboxLimits,
    resolve: (result: SandboxResult<unknown>) => void,
    reject: (error: unknown) => void,
  ) {
    this.id = id;
    this.program = program;
    this.limits = limits;
    this.input = encodeInput(program.input ?? null, limits.inputBytes, programMessages.input(), "/input");
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Calls back when the caller aborts, until the run is settled. */
  onAbort(cancel: () => void): void {
    const { signal } = this.program;
    if (signal === undefined) return;
    signal.addEventListener("abort", cancel, { once: true });
    this.#detach = () => signal.removeEventListener("abort", cancel);
  }

  /** A deadline that ends with the run. */
  after(delayMs: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(act, delayMs);
    this.#timers.add(timer);
    return timer;
  }

  order(): ParentMessage {
    this.#startedAt = performance.now();
    const { program, limits } = this;
    return {
      type: "run",
      id: this.id,
      space: program.space,
      source: program.source,
      entry: program.entry ?? "function",
      scope: program.scope ?? defaultScope,
      capabilities: Object.keys(program.capabilities ?? {}),
      limits: {
        memoryMb: limits.memoryMb,
        cpuMs: limits.cpuMs,
        wallMs: limits.wallMs,
        outputBytes: limits.outputBytes,
        logBytes: limits.logBytes,
      },
    };
  }

  fail(error: unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#release();
    this.#reject(error);
  }

  /** Settles with what the child reported. */
  end(message: End, body: string): void {
    if (this.isSettled) return;
    const facts = { logs: checkLogs(message.logs), cpuMs: message.cpuMs, wallMs: performance.now() - this.#startedAt };
    if (message.type === "failed") {
      this.fail(runError(message.failure as Failure, { ...facts, limits: this.limits, rejections: this.#rejections }));
      return;
    }
    let value: unknown;
    try {
      value = body === "" ? undefined : JSON.parse(body);
    } catch {
      this.fail(runError({ kind: "internal", message: "the result is not JSON" }, { ...facts, limits: this.limits, rejections: this.#rejections }));
      return;
    }
    this.isSettled = true;
    this.#release();
    this.#resolve({ value, ...facts });
  }

  /** Settles a run whose process did not answer in time. */
  timeOut(): void {
    const wallMs = performance.now() - this.#startedAt;
    const facts = { limits: this.limits, logs: [], cpuMs: 0, wallMs, rejections: this.#rejections };
    this.fail(runError({ kind: "timeout", limit: "wallMs" }, facts));
  }

  /** Answers one capability call; whatever the capability throws becomes a rejection in the program, host details stay here. */
  async call(message: Extract<ChildMessage, { type: "call" }>, body: string): Promise<{ message: ParentMessage; body: string }> {
    const { id } = this;
    const { call, name } = message;
    try {
      this.#calls += 1;
      const { capabilities } = this.program;
      const capability = capabilities !== undefined && Object.hasOwn(capabilities, name) ? capabilities[name] : undefined;
      if (capability === undefined || this.#calls > maxCallsPerRun || this.isSettled || Buffer.byteLength(body) > this.limits.outputBytes) throw refused(name);
      const answer = await capability(body === "" ? undefined : JSON.parse(body));
      return { message: { type: "answer", id, call }, body: encodeInput(answer, this.limits.inputBytes, programMessages.answer({ name }), `/capabilities/${name}`) };
    } catch (cause) {
      this.#rejections.set(call, { name, cause });
      const error = isTesseraError(cause) ? { message: cause.message, code: cause.code } : { message: `The capability ${name} failed.` };
      return { message: { type: "answer", id, call, error }, body: "" };
    }
  }

  #release(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#detach?.();
  }
}

function refused(name: string): UserError {
  return new UserError({
    code: sandboxErrorCodes.capabilityRefused,
    reason: "forbidden",
    message: runMessages.refused({ name: name.slice(0, 100), limit: maxCallsPerRun }),
  });
}

function checkLogs(logs: readonly SandboxLog[]): SandboxLog[] {
  return logs.map((line) => ({ level: line.level, message: String(line.message) }));
}

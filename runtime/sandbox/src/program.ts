import { type Message, UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "./errors.ts";
import type { SandboxLimits } from "./limits.ts";
import { programMessages as say } from "./messages.ts";

/** A host function that a program may call by name; argument and answer are JSON copies, a throw rejects the program's promise. */
export type Capability = (argument: unknown) => Promise<unknown>;

/** One piece of user JavaScript and everything it gets; the README states how `source` is read. */
export interface SandboxProgram {
  /** The tenant whose code this is; nothing compiled or allocated is shared between spaces. */
  space: string;
  source: string;
  /** `function` (default): a function, a function body or one expression. `expression`: one expression whose value is the result. */
  entry?: "expression" | "function";
  /** JSON value; the variables of `scope` are its properties. */
  input: unknown;
  /** Properties of `input` that the source sees as variables and that a function gets as arguments, in order; default data, inputs, user. */
  scope?: readonly string[];
  limits?: Partial<SandboxLimits>;
  capabilities?: Readonly<Record<string, Capability>>;
  signal?: AbortSignal;
}

/** One line written with `console` by a program. */
export interface SandboxLog {
  level: "debug" | "info" | "warn" | "error";
  message: string;
}

/** What a run that ended well leaves behind; `value` is a JSON copy, `undefined` when the program returned nothing. */
export interface SandboxResult<T> {
  value: T;
  logs: SandboxLog[];
  cpuMs: number;
  wallMs: number;
}

/** Names a source sees when its program sets no scope. */
export const defaultScope: readonly string[] = ["data", "inputs", "user"];

/** Largest source, in UTF-16 code units. */
export const maxSourceLength = 256 * 1024;

const identifier = /^[A-Za-z_$][\w$]{0,63}$/;
const reserved = new Set(
  ("input capabilities arguments eval await break case catch class const continue debugger default delete do else enum export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield").split(" "),
);

function refuse(message: Message, path: string): never {
  throw new UserError({ code: sandboxErrorCodes.invalidProgram, message, path });
}

/** Refuses a program that cannot be run whatever its code does: UserError `sandbox.invalid-program` or `sandbox.input-too-large`. */
export function checkProgram(program: SandboxProgram): void {
  if (typeof program.space !== "string" || program.space.length === 0 || program.space.length > 256) {
    refuse(say.space(), "/space");
  }
  if (typeof program.source !== "string") refuse(say.sourceText(), "/source");
  if (program.source.length > maxSourceLength) {
    throw new UserError({
      code: sandboxErrorCodes.inputTooLarge,
      reason: "too-large",
      message: say.sourceTooLong({ length: program.source.length, limit: maxSourceLength }),
      path: "/source",
    });
  }
  if (program.entry !== undefined && program.entry !== "expression" && program.entry !== "function") {
    refuse(say.entry(), "/entry");
  }
  const scope = program.scope ?? defaultScope;
  if (scope.length > 64 || new Set(scope).size !== scope.length) refuse(say.scopeSize(), "/scope");
  for (const [index, name] of scope.entries()) {
    if (!identifier.test(name) || reserved.has(name)) refuse(say.scopeName({ name }), `/scope/${index}`);
  }
  const names = Object.keys(program.capabilities ?? {});
  if (names.length > 64) refuse(say.capabilityCount(), "/capabilities");
  for (const name of names) {
    if (!identifier.test(name)) refuse(say.capabilityName({ name }), `/capabilities/${name}`);
  }
}

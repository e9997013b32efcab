import type * as ivm from "isolated-vm";

/** A source that is no JavaScript; line and column are 1-based positions in the user's text, 0 when unknown. */
export class SourceError extends Error {
  override name = "SourceError";
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** The name under which user code shows up in stack traces. */
export const programFile = "program.js";

const position = / \[program\.js:(\d+):(\d+)\]$/;

function toSourceError(cause: unknown): SourceError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const found = position.exec(message);
  return new SourceError(message.replace(position, ""), Number(found?.[1] ?? 0), Number(found?.[2] ?? 0));
}

/** Wraps the text so that its first line is line 1 and its names are parameters; nothing of the user runs when it is evaluated. */
function wrap(source: string, kind: "expression" | "body", parameters: readonly string[]): string {
  const asynchronous = /\bawait\b/.test(source) ? "async " : "";
  const head = `(${asynchronous}function (${parameters.join(", ")}) { "use strict"; ${kind === "expression" ? "return (" : ""}\n`;
  return `${head}${source}\n${kind === "expression" ? ")" : ""}})`;
}

/** A text that begins like this means that a function was meant, so its own syntax error is the one to show. */
const looksLikeFunction = /^(?:\s|\/\/.*\n|\/\*[^]*?\*\/)*(?:async\b|function\b|\([^()]*\)\s*=>|[\w$]+\s*=>)/;

/**
 * Compiles a source within an isolate: as one expression if it is one, else (entry `function` only) as the body of a function.
 * Throws SourceError. `context` is only used to parse.
 */
export async function compileProgram(
  isolate: ivm.Isolate,
  context: ivm.Context,
  source: string,
  entry: "expression" | "function",
  parameters: readonly string[],
): Promise<ivm.Script> {
  const options = { filename: programFile, lineOffset: -1 };
  const expression = source.replace(/[;\s]+$/, "");
  let failure: SourceError;
  try {
    if (expression === "") throw new SourceError("the program is empty", 1, 1);
    const script = await isolate.compileScript(wrap(expression, "expression", parameters), options);
    await refuseBreakout(context, `return (\n${expression}\n)`);
    return script;
  } catch (cause) {
    failure = cause instanceof SourceError ? cause : toSourceError(cause);
    if (entry === "expression" || expression === "") throw failure;
  }
  try {
    const script = await isolate.compileScript(wrap(source, "body", parameters), options);
    await refuseBreakout(context, source);
    return script;
  } catch (cause) {
    if (looksLikeFunction.test(source)) throw failure;
    throw cause instanceof SourceError ? cause : toSourceError(cause);
  }
}

/** The Function constructor parses a body by itself, so a text that closes our wrapper early and opens another is refused. */
async function refuseBreakout(context: ivm.Context, body: string): Promise<void> {
  try {
    await context.evalClosure("new (async function () {}).constructor($0)", [body], { timeout: 1_000 });
  } catch (cause) {
    throw new SourceError(cause instanceof Error ? cause.message : String(cause), 0, 0);
  }
}

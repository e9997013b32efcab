import { Script, createContext } from "node:vm";
import { StoreError } from "../errors.ts";

/** How long one match may take, and all matches of one expression together, each beyond `FREE_MS`. */
const MATCH_MS = 250;
const ALL_MS = 1_000;
const FREE_MS = 1;
/** Steps that are taken without a guard, about 50 ms. */
const FREE_STEPS = 1e7;
/** Characters that even an expression with exponential cost gets through. */
const FREE_CHARACTERS = 18;
const LARGE_COUNT = 10;

const guarded = createContext({ exec: Function.prototype.call.bind(RegExp.prototype.exec), expression: undefined, text: "" }) as { expression: RegExp | undefined; text: string };
const EXEC = new Script("exec(expression, text)");

/**
 * A regular expression that cannot occupy the process: where a match may backtrack for long, by the look of the pattern and the
 * length of the text, V8 is stopped after a while and the match fails with error 51156, as at PCRE's match limit.
 */
export class GuardedRegExp extends RegExp {
  readonly #cost: Cost;
  #spentMs = 0;

  constructor(pattern: string, flags: string) {
    super(pattern, flags);
    this.#cost = costOf(pattern);
  }

  override exec(text: string): RegExpExecArray | null {
    const { isExponential, repetitions } = this.#cost;
    const isFree = isExponential ? text.length <= FREE_CHARACTERS : text.length ** (repetitions + 1) <= FREE_STEPS;
    return repetitions === 0 && !isExponential || isFree ? super.exec(text) : this.#guarded(text);
  }

  #guarded(text: string): RegExpExecArray | null {
    const started = performance.now();
    const timeout = Math.max(Math.min(MATCH_MS, Math.ceil(ALL_MS - this.#spentMs)), 1);
    try {
      guarded.expression = this;
      guarded.text = text;
      return EXEC.runInContext(guarded, { timeout }) as RegExpExecArray | null;
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      throw new StoreError("Location51156", "Error occurred while executing regular expression: match limit exceeded; the pattern backtracks too much on this text");
    } finally {
      guarded.expression = undefined;
      guarded.text = "";
      this.#spentMs += Math.max(performance.now() - started - FREE_MS, 0);
    }
  }
}

/** What matching may cost: the length of the text to the power of its repetitions and one, or two to the power of it. */
interface Cost {
  readonly repetitions: number;
  readonly isExponential: boolean;
}

/** Reads a cost off a pattern; rather too high than too low. */
function costOf(pattern: string): Cost {
  let repetitions = 0;
  let isExponential = /\\[1-9k]/.test(pattern);
  /** Of each open group: whether something in it may match in several ways. */
  const open: boolean[] = [false];
  let closed = false;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\(|\)|\||[*+]|\{\d*,?\d*\}|\?|[^]/gsu)) {
    if (token === "(") open.push(false);
    else if (token === ")") closed = open.length > 1 ? (open.pop() as boolean) : false;
    else if (token === "|" || token === "?") open[open.length - 1] = true;
    else if (isRepetition(token)) {
      repetitions++;
      isExponential ||= closed;
      open[open.length - 1] = true;
    }
    if (token === ")") {
      if (closed) open[open.length - 1] = true;
    } else closed = false;
  }
  return { repetitions, isExponential };
}

function isRepetition(token: string): boolean {
  if (token === "*" || token === "+") return true;
  const counts = /^\{(\d*)(,?)(\d*)\}$/.exec(token);
  return counts !== null && ((counts[2] === "," && counts[3] === "") || Number(counts[3] || counts[1]) > LARGE_COUNT);
}

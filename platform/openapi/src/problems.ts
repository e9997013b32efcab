import type { ImportProblem, Message } from "@tessera/contracts";
import { problemCodes, type ProblemCode } from "./errors.ts";
import { limits } from "./limits.ts";
import { documentMessages } from "./messages.ts";
import type { Place } from "./text/place.ts";

export type Severity = ImportProblem["severity"];

/** Findings in the order they were made; beyond a limit per code they are only counted, so that a huge document gives a readable report. */
export class Problems {
  readonly #list: ImportProblem[];
  readonly #counts = new Map<string, { count: number; severity: Severity }>();

  constructor(initial: readonly ImportProblem[] = []) {
    this.#list = [];
    for (const problem of initial) this.#push(problem);
  }

  /** A finding about the text itself, where no value stands. */
  addAt(severity: Severity, code: ProblemCode, { line, column }: Place, message: Message): void {
    this.#push({ severity, pointer: "", line, column, code, message });
  }

  add(severity: Severity, code: ProblemCode, pointer: string, message: Message, operation?: string): void {
    this.#push(operation === undefined ? { severity, pointer, code, message } : { severity, pointer, code, message, operation });
  }

  #push(problem: ImportProblem): void {
    const seen = this.#counts.get(problem.code) ?? { count: 0, severity: problem.severity };
    seen.count += 1;
    this.#counts.set(problem.code, seen);
    if (seen.count <= limits.problemsPerCode) this.#list.push(problem);
  }

  /** Everything found so far, with one closing line per code that had more than is listed. */
  report(): ImportProblem[] {
    const closing: ImportProblem[] = [];
    for (const [code, { count, severity }] of this.#counts) {
      const hidden = count - limits.problemsPerCode;
      if (hidden > 0) closing.push({ severity, pointer: "", code: problemCodes.more, message: documentMessages.more({ count: hidden, code }) });
    }
    return [...this.#list, ...closing];
  }
}

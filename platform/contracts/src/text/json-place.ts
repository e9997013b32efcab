export interface Place {
  line: number;
  column: number;
}

/** Searching costs about twenty parses; in a longer text only a place that the parser names is given. */
const searchedLength = 4_000_000;

/** Line and column, both from 1, where a text stops being JSON; undefined when it is JSON, or too long to search. */
export function jsonErrorPlace(text: string): Place | undefined {
  const message = errorOf(text);
  if (message === undefined) return undefined;
  const offset = positionIn(message) ?? (isCutOff(message, text.length) ? text.length : firstBadOffset(text));
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

/** V8 names no position for an unexpected token; the shortest beginning that no further text could mend ends with it. */
function firstBadOffset(text: string): number | undefined {
  if (text.length > searchedLength) return undefined;
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const message = errorOf(text.slice(0, middle));
    if (message === undefined || isCutOff(message, middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function errorOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function positionIn(message: string): number | undefined {
  const position = / at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** Whether the error is that the text ended too early. */
function isCutOff(message: string, length: number): boolean {
  return /end of JSON input|^Unterminated string/.test(message) || (positionIn(message) ?? -1) >= length;
}

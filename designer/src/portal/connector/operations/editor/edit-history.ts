/** A value with the steps that led to it and those that were taken back. */
export interface EditHistory<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What was edited last and when, so that typing into one field is one step. */
  last: { field: string; atMs: number } | undefined;
}

const mostSteps = 200;
/** Edits of one field that follow within this time are one step. */
const pauseMs = 1_200;

export function historyOf<T>(present: T): EditHistory<T> {
  return { past: [], present, future: [], last: undefined };
}

/** A further edit of `field`; one that changes nothing is no step. */
export function edited<T>(history: EditHistory<T>, present: T, field: string, atMs: number): EditHistory<T> {
  if (present === history.present) return history;
  const continues = history.last?.field === field && atMs - history.last.atMs < pauseMs && history.past.length > 0;
  return { past: continues ? history.past : [...history.past, history.present].slice(-mostSteps), present, future: [], last: { field, atMs } };
}

export function undone<T>(history: EditHistory<T>): EditHistory<T> {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], last: undefined };
}

export function redone<T>(history: EditHistory<T>): EditHistory<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future, last: undefined };
}

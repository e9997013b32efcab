import { ApiError } from "@tessera/contracts";

/** What is wrong with a part of an operation. */
export interface FieldProblem {
  severity: "error" | "warning";
  /** JSON pointer into the operation; empty: the whole. */
  pointer: string;
  text: string;
}

/** The fields that a refused save named; a refusal that names none is shown as a whole. */
export function problemsOfError(error: unknown): FieldProblem[] {
  if (!(error instanceof ApiError)) return [];
  const { errors, path, detail } = error.problem;
  const places = errors?.length ? errors : path === undefined ? [] : [{ path, detail }];
  return places.flatMap((place) => (place.path.startsWith("/operation") ? [{ severity: "error" as const, pointer: place.path.slice("/operation".length), text: place.detail }] : []));
}

export function withoutDoubles(problems: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ pointer, text }) => {
    const key = `${pointer} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Problems of a field: of itself and of what is inside it. */
export function problemsAt(problems: readonly FieldProblem[], pointer: string): FieldProblem[] {
  return problems.filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
}

/** The element of `places` whose `data-pointer` is the nearest to `pointer`: the longest that leads to it, else the first that is inside it. */
export function nearestPlace<E>(places: readonly { pointer: string; element: E }[], pointer: string): E | undefined {
  const around = places.filter((place) => pointer === place.pointer || pointer.startsWith(`${place.pointer}/`));
  const longest = around.toSorted((one, other) => other.pointer.length - one.pointer.length)[0];
  return (longest ?? places.find((place) => place.pointer.startsWith(`${pointer}/`)))?.element;
}

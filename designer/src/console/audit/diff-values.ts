/** One difference between two JSON values; `path` in dotted notation, `before` or `after` undefined where there was nothing. */
export interface ValueDifference {
  path: string;
  before: unknown;
  after: unknown;
}

const mostDifferences = 500;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) return new Map(value.map((item, index) => [String(index), item]));
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

/** Every leaf that differs, in the order of the fields; a whole value that came or went is opened into its leaves. At most 500. */
export function diffValues(before: unknown, after: unknown): ValueDifference[] {
  const found: ValueDifference[] = [];
  const visit = (left: unknown, right: unknown, path: string) => {
    if (found.length >= mostDifferences || Object.is(left, right)) return;
    const [leftEntries, rightEntries] = [entriesOf(left), entriesOf(right)];
    const comparable = (leftEntries ?? rightEntries) !== undefined && (leftEntries !== undefined || left === undefined || left === null) && (rightEntries !== undefined || right === undefined || right === null) && Array.isArray(left ?? right) === Array.isArray(right ?? left);
    const names = new Set([...(leftEntries?.keys() ?? []), ...(rightEntries?.keys() ?? [])]);
    if (!comparable || names.size === 0) {
      if (JSON.stringify(left) !== JSON.stringify(right)) found.push({ path, before: left ?? undefined, after: right ?? undefined });
      return;
    }
    for (const name of names) visit(leftEntries?.get(name), rightEntries?.get(name), path === "" ? name : `${path}.${name}`);
  };
  visit(before, after, "");
  return found;
}

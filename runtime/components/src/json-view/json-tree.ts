/** One line of the tree. `path` holds the keys from the root, as a JSON pointer (RFC 6901): unique, and safe to split. */
export interface JsonRow {
  path: string;
  /** Last key; "" for the root. */
  name: string;
  level: number;
  value: unknown;
  /** Number of children; null when the value cannot have any. */
  size: number | null;
  open: boolean;
}

/** Most children drawn of one node; the rest would not be read by a person, and search finds what is in it. */
export const maxChildren = 20_000;
/** Most nodes that "expand all" opens. */
export const maxExpanded = 5000;

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isNode(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Children of a node with their keys; none for a plain value. */
export function childrenOf(value: unknown): [key: string, value: unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  return isNode(value) ? Object.entries(value) : [];
}

function sizeOf(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  return isNode(value) ? Object.keys(value).length : null;
}

/** The lines to draw when the nodes in `open` are unfolded. Works without recursion, so depth has no limit. */
export function visibleRows(root: unknown, open: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = [];
  const waiting: { path: string; name: string; level: number; value: unknown }[] = [{ path: "", name: "", level: 0, value: root }];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const { path, level } = item;
    const size = sizeOf(item.value);
    const isOpen = size !== null && size > 0 && open.has(path);
    rows.push({ ...item, size, open: isOpen });
    if (!isOpen) continue;
    const children = childrenOf(item.value).slice(0, maxChildren);
    for (const [key, value] of children.toReversed()) waiting.push({ path: `${path}/${escapeKey(key)}`, name: key, level: level + 1, value });
  }
  return rows;
}

/** Paths of the nodes down to `depth` levels, level by level, at most `most`. */
export function openPaths(root: unknown, depth: number, most = maxExpanded): Set<string> {
  const open = new Set<string>();
  let layer: [string, unknown][] = [["", root]];
  for (let level = 0; level < depth && layer.length > 0; level++) {
    const next: [string, unknown][] = [];
    for (const [path, value] of layer) {
      if ((sizeOf(value) ?? 0) === 0) continue;
      if (open.size >= most) return open;
      open.add(path);
      for (const [key, child] of childrenOf(value)) if (isNode(child)) next.push([`${path}/${escapeKey(key)}`, child]);
    }
    layer = next;
  }
  return open;
}

/** Most matches that a search collects. */
export const maxMatches = 1000;

/** Paths, in drawing order, of the nodes whose key or plain value contains the text, whatever the case. */
export function findPaths(root: unknown, text: string): string[] {
  const wanted = text.toLowerCase();
  const found: string[] = [];
  const waiting: { path: string; key: string; value: unknown }[] = [{ path: "", key: "", value: root }];
  for (let item = waiting.pop(); item !== undefined && found.length < maxMatches; item = waiting.pop()) {
    const { path, key, value } = item;
    if (key.toLowerCase().includes(wanted) || (!isNode(value) && String(value).toLowerCase().includes(wanted))) found.push(path);
    const children = childrenOf(value).slice(0, maxChildren);
    const named = !Array.isArray(value);
    for (const [name, child] of children.toReversed()) waiting.push({ path: `${path}/${escapeKey(name)}`, key: named ? name : "", value: child });
  }
  return found;
}

/** Paths of all nodes above one. */
export function ancestorsOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join("/"));
}

/** A path as people write it in code: `spec.ports[0]["app.kubernetes.io/name"]`. */
export function readablePath(path: string): string {
  const keys = path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce((text, key) => {
    if (/^\d+$/.test(key)) return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

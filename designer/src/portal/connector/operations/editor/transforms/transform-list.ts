import type { BodyTransform, HeaderTransform, Operation, QueryTransform } from "@tessera/contracts";

type Backend = Operation["backend"];

/** Where transforms are carried out. */
export type TransformPlace = "request/query" | "request/headers" | "request/body" | "response/headers" | "response/body";
export type Transform = QueryTransform | HeaderTransform | BodyTransform;
export type TransformAction = Transform["action"];
export const transformActions = ["add", "set", "remove", "rename", "map"] as const satisfies readonly TransformAction[];

const empty = { request: { query: [], headers: [], body: [] }, response: { headers: [], body: [] } };

export function listAt(backend: Backend, place: TransformPlace): Transform[] {
  const [side, part] = place.split("/") as ["request" | "response", string];
  return ((backend[side] as Record<string, Transform[]> | undefined)?.[part] ?? []) as Transform[];
}

/** The called side with another list; a side without any transform is left out. */
export function withList(backend: Backend, place: TransformPlace, rows: readonly Transform[]): Backend {
  const [side, part] = place.split("/") as ["request" | "response", string];
  const next = { ...empty[side], ...backend[side], [part]: [...rows] };
  const { [side]: _before, ...rest } = backend;
  return (Object.values(next).every((list) => list.length === 0) ? rest : { ...backend, [side]: next }) as Backend;
}

export function isBody(place: TransformPlace): boolean {
  return place.endsWith("/body");
}

/** A row that does something else under the same name. */
export function withAction(row: Transform, action: TransformAction, place: TransformPlace): Transform {
  const { name } = row;
  const value = "value" in row ? row.value : "";
  if (action === "remove") return { action, name };
  if (action === "rename") return { action, name, to: "to" in row ? row.to : isBody(place) ? "/" : "" };
  if (action === "map") return { action, name, values: "values" in row ? row.values : {} } as Transform;
  return { action, name, value } as Transform;
}

/** A value of a JSON body as text: texts as they are, unless they would read as something else. */
export function valueText(value: unknown): string {
  if (typeof value !== "string") return value === undefined ? "" : JSON.stringify(value);
  return readsAsJson(value) ? JSON.stringify(value) : value;
}

/** What a person means by a typed value of a JSON body: `5`, `true`, `{…}` and `"5"` as JSON, anything else as text. */
export function typedValue(text: string, place: TransformPlace): unknown {
  return isBody(place) && readsAsJson(text) ? (JSON.parse(text) as unknown) : text;
}

function readsAsJson(text: string): boolean {
  if (!/^\s*(["[{]|-?\d|true|false|null)/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

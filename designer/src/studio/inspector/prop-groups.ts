import type { ComponentManifest, PropSpec } from "@tessera/contracts";

/** The properties of a manifest that belong to the named groups, in that order of groups; empty groups are left out. */
export function propGroups(manifest: ComponentManifest, groups: readonly PropSpec["group"][]): { group: PropSpec["group"]; props: PropSpec[] }[] {
  return groups.map((group) => ({ group, props: manifest.props.filter((prop) => prop.group === group) })).filter(({ props }) => props.length > 0);
}

/** One field of an item in a list property (columns, options, tabs, series), out of its JSON Schema. */
export interface ItemField {
  name: string;
  kind: "text" | "localized" | "number" | "switch" | "choice" | "json";
  options: string[];
}

type Schema = Record<string, unknown>;
const asSchema = (value: unknown): Schema => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {});

/** The fields of each item of a list property. Items that are not objects have one field without a name. */
export function itemFields(schema: Schema): ItemField[] {
  const items = asSchema(schema.items);
  const properties = asSchema(items.properties);
  if (Object.keys(properties).length === 0) return [fieldOf("", items)];
  return Object.entries(properties).map(([name, property]) => fieldOf(name, asSchema(property)));
}

function fieldOf(name: string, schema: Schema): ItemField {
  const types = [schema.type].flat().filter((type): type is string => typeof type === "string" && type !== "null");
  const options = Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  const kind =
    options.length > 0 ? "choice"
    : types.includes("object") && types.includes("string") ? "localized"
    : types.length !== 1 ? (types.includes("string") ? "text" : "json")
    : types[0] === "string" ? "text"
    : types[0] === "number" || types[0] === "integer" ? "number"
    : types[0] === "boolean" ? "switch"
    : "json";
  return { name, kind, options };
}

/** What an item is called in the list: the first text that it holds. */
export function itemTitle(item: unknown, locale: "zh-CN" | "en"): string {
  if (typeof item !== "object" || item === null) return String(item ?? "");
  const fields = item as Schema;
  for (const name of ["title", "label", "name", "key", "value", "path"]) {
    const value = fields[name];
    if (typeof value === "string" && value !== "") return value;
    const text = asSchema(value);
    const found = text[locale] ?? text["zh-CN"] ?? text.en;
    if (typeof found === "string" && found !== "") return found;
  }
  return "";
}

/** The next item of a list: like its siblings, with keys that are still free. */
export function newItem(fields: readonly ItemField[], items: readonly unknown[]): unknown {
  if (fields.length === 1 && fields[0]?.name === "") return fields[0].kind === "number" ? 0 : "";
  const taken = new Set(items.map((item) => asSchema(item).key ?? asSchema(item).value));
  let number = items.length + 1;
  while (taken.has(`item${number}`)) number += 1;
  return Object.fromEntries(fields.flatMap(({ name }) => (name === "key" || name === "value" ? [[name, `item${number}`]] : [])));
}

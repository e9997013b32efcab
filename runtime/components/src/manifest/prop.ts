import type { ComponentManifest, LocalizedText, PropSpec } from "@tessera/contracts";

type Extras = Partial<Pick<PropSpec, "control" | "help" | "options" | "bindable" | "default" | "schema">>;
type Group = PropSpec["group"];

/** A text in both languages, Chinese first. */
export function both(zh: string, en: string): Required<LocalizedText> {
  return { "zh-CN": zh, en };
}

function spec(name: string, group: Group, label: LocalizedText, control: PropSpec["control"], value: PropSpec["default"], schema: PropSpec["schema"], extras: Extras): PropSpec {
  return { name, label, control, group, bindable: true, default: value, schema, ...extras };
}

/** One line of text. */
export function textProp(name: string, group: Group, label: LocalizedText, extras: Extras = {}): PropSpec {
  return spec(name, group, label, "text", "", { type: "string" }, extras);
}

/** A number; null in the schema means "not set". */
export function numberProp(name: string, group: Group, label: LocalizedText, value: number | null, range: { minimum?: number; maximum?: number } = {}, extras: Extras = {}): PropSpec {
  return spec(name, group, label, "number", value, { type: value === null ? ["number", "null"] : "number", ...range }, extras);
}

/** On or off. */
export function switchProp(name: string, group: Group, label: LocalizedText, value = false, extras: Extras = {}): PropSpec {
  return spec(name, group, label, "switch", value, { type: "boolean" }, extras);
}

/** One of a few texts, drawn as a segmented control up to four of them, else as a select. */
export function choiceProp(name: string, group: Group, label: LocalizedText, choices: readonly (readonly [value: string, label: LocalizedText])[], extras: Extras = {}): PropSpec {
  return spec(name, group, label, choices.length > 4 ? "select" : "segmented", choices[0]?.[0] ?? "", { type: "string", enum: choices.map(([value]) => value) }, {
    options: choices.map(([value, text]) => ({ value, label: text })),
    ...extras,
  });
}

/** Any JSON, e.g. the data that a component draws. */
export function jsonProp(name: string, group: Group, label: LocalizedText, value: PropSpec["default"], schema: PropSpec["schema"] = {}, extras: Extras = {}): PropSpec {
  return spec(name, group, label, "json", value, schema, extras);
}

/** A list that the inspector edits with a control of its own. */
export function listProp(name: string, group: Group, label: LocalizedText, control: "columns" | "options" | "tabs" | "series", value: PropSpec["default"], items: Record<string, unknown>, extras: Extras = {}): PropSpec {
  return spec(name, group, label, control, value, { type: "array", items }, extras);
}

/** The name of an icon; "" draws none. */
export function iconProp(name: string, group: Group, label: LocalizedText = both("图标", "Icon")): PropSpec {
  return spec(name, group, label, "icon", "", { type: "string" }, {});
}

/** Markdown text. */
export function markdownProp(name: string, group: Group, label: LocalizedText, value = ""): PropSpec {
  return spec(name, group, label, "markdown", value, { type: "string" }, {});
}

type Given = Omit<ComponentManifest, "version" | "events" | "slots" | "exposes" | "overlay" | "autoHeight"> & Partial<ComponentManifest>;

/** Fills what most manifests leave out: first version, no events, slots or exposed values, in the grid, fixed height. */
export function manifest<const T extends string>(given: Given & { type: T }): ComponentManifest & { type: T } {
  return { version: "1.0.0", events: [], slots: [], exposes: [], overlay: false, autoHeight: false, ...given };
}

/** Schema of a text, or of one in both languages, inside lists. */
export const anyTextSchema = { type: ["string", "object"], properties: { "zh-CN": { type: "string" }, en: { type: "string" } } };

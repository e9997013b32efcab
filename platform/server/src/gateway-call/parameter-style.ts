import type { Parameter } from "@tessera/contracts";

// OpenAPI 3.1, "Style Values": https://spec.openapis.org/oas/v3.1.0#style-values

const delimiters: Record<string, string> = { spaceDelimited: "%20", pipeDelimited: "%7C" };

/** `name=value` parts of a query parameter, encoded. */
export function styleQuery({ name, style = "form", explode = style === "form" }: Parameter, value: unknown): string[] {
  const key = encode(name);
  if (Array.isArray(value)) return explode ? value.map((item) => `${key}=${encode(text(item))}`) : [`${key}=${value.map((item) => encode(text(item))).join(delimiters[style] ?? ",")}`];
  if (isRecord(value)) {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (style === "deepObject") return fields.map(([field, inner]) => `${key}${encode(`[${field}]`)}=${encode(text(inner))}`);
    if (explode) return fields.map(([field, inner]) => `${encode(field)}=${encode(text(inner))}`);
    return [`${key}=${fields.flatMap(([field, inner]) => [encode(field), encode(text(inner))]).join(",")}`];
  }
  return [`${key}=${encode(text(value))}`];
}

/** Text of a path parameter, encoded; a slash in a value stays within its segment. */
export function stylePath({ name, style = "simple", explode = false }: Parameter, value: unknown): string {
  const joined = (separator: string): string => listOf(value, explode).map((item) => (Array.isArray(item) ? item.map((part) => encode(part)).join("=") : encode(item))).join(separator);
  if (style === "label") return `.${joined(explode ? "." : ",")}`;
  if (style === "matrix") return explode && Array.isArray(value) ? value.map((item) => `;${encode(name)}=${encode(text(item))}`).join("") : explode && isRecord(value) ? `;${joined(";")}` : `;${encode(name)}=${joined(",")}`;
  return joined(",");
}

/** Text of a header parameter (`simple`). */
export function styleHeader({ explode = false }: Parameter, value: unknown): string {
  return listOf(value, explode).map((item) => (Array.isArray(item) ? item.join("=") : item)).join(",");
}

/** `name=value` of a cookie parameter. */
export function styleCookie({ name }: Parameter, value: unknown): string {
  return `${encode(name)}=${listOf(value, false).map((item) => encode(String(item))).join(",")}`;
}

/** Items of an array; names and values of an object, paired when exploded; else the value alone. */
function listOf(value: unknown, explode: boolean): (string | [string, string])[] {
  if (Array.isArray(value)) return value.map(text);
  if (!isRecord(value)) return [text(value)];
  return Object.entries(value).flatMap(([field, inner]): (string | [string, string])[] => (explode ? [[field, text(inner)]] : [field, text(inner)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function encode(value: string): string {
  return encodeURIComponent(value.isWellFormed() ? value : value.toWellFormed());
}

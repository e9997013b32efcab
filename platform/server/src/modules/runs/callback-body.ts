/** What a callback carries: parsed JSON or form fields where it is one, else its text; null when it is empty or binary. */
export function callbackBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return null;
  const text = new TextDecoder("utf-8", { fatal: false }).decode(bytes);
  if (/[\0\uFFFD]/.test(text)) return null;
  if (/^application\/x-www-form-urlencoded/i.test(contentType ?? "")) return formFields(text);
  return parsedOr(text);
}

/** Fields of which one holds JSON, as some systems send it, are parsed. */
function formFields(text: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(text)].slice(0, 1_000).map(([name, value]) => [name, /^\s*[[{]/.test(value) ? parsedOr(value) : value]));
}

const deepest = 100;

function parsedOr(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return isDeeper(value, deepest) ? text : value;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Goes no further down than `levels`. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const secretHeader = /authorization|cookie|token|secret|password|signature|credential|api-?key|access-?key/i;
const longestValue = 2_000;

/** Headers for the log, without secrets. */
export function loggedHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, secretHeader.test(name) ? "…" : String(value ?? "").slice(0, longestValue)]));
}

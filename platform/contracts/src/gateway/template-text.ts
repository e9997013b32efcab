/** What `${source.name}` in a text stands for. */
export interface TemplateReference {
  source: "vars" | "path" | "query" | "header" | "caller";
  /** Header names in lower case. */
  name: string;
}

/** A text by pieces: fixed ones and references, e.g. `v=${vars.v}` → `["v=", { source: "vars", name: "v" }]`. */
export type TemplateText = readonly (string | TemplateReference)[];

/** What is known of a caller under `${caller.<name>}`. */
export const callerFacts = ["id", "name", "kind", "space", "user"] as const;
export type CallerFact = (typeof callerFacts)[number];

const namesOf: Readonly<Record<TemplateReference["source"], RegExp>> = {
  vars: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
  path: /^[^{}]+$/,
  query: /^[^{}]+$/,
  header: /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/,
  caller: new RegExp(`^(${callerFacts.join("|")})$`),
};

function isSource(text: string): text is TemplateReference["source"] {
  return Object.hasOwn(namesOf, text);
}

/** Reads what stands between `${` and `}`; undefined when it names nothing. */
export function readReference(inside: string): TemplateReference | undefined {
  const dot = inside.indexOf(".");
  const [source, name] = [inside.slice(0, dot), inside.slice(dot + 1)];
  if (dot === -1 || !isSource(source) || !namesOf[source].test(name)) return undefined;
  return { source, name: source === "header" ? name.toLowerCase() : name };
}

/** Reads a text with references; `$${` stands for `${`. Where it cannot be read, `wrong` is the piece that is no reference. */
export function parseTemplateText(text: string): { parts: TemplateText } | { wrong: string } {
  const parts: (string | TemplateReference)[] = [];
  let fixed = "";
  let from = 0;
  for (;;) {
    const start = text.indexOf("${", from);
    if (start === -1) break;
    if (text[start - 1] === "$" && start > from) {
      fixed += `${text.slice(from, start - 1)}\${`;
      from = start + 2;
      continue;
    }
    const end = text.indexOf("}", start);
    const reference = end === -1 ? undefined : readReference(text.slice(start + 2, end));
    if (reference === undefined) return { wrong: text.slice(start, end === -1 ? start + 40 : Math.min(end + 1, start + 80)) };
    fixed += text.slice(from, start);
    if (fixed !== "") parts.push(fixed);
    parts.push(reference);
    fixed = "";
    from = end + 1;
  }
  fixed += text.slice(from);
  if (fixed !== "" || parts.length === 0) parts.push(fixed);
  return { parts };
}

import type { ExampleCall } from "./call.ts";

/** A call with its address taken apart. */
export interface PlacedCall {
  call: ExampleCall;
  url: URL;
  path: ExamplePath;
}

/** A path made from called addresses: parameters where identifiers stood. */
export interface ExamplePath {
  template: string;
  parameters: { name: string; value: string; type: "integer" | "uuid" | "id" }[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** ObjectIDs, hashes and ULIDs: long, and with digits among the letters. */
const opaque = /^(?=[^/]*\d)(?:[0-9a-f]{16,}|[0-9A-HJKMNP-TV-Z]{26})$/i;

/** `/hosts/12/disks/7` → `/hosts/{hostId}/disks/{diskId}`. */
export function examplePath(pathname: string): ExamplePath {
  const parameters: ExamplePath["parameters"] = [];
  const taken = new Set<string>();
  let before = "";
  const segments = pathname.split("/").map((segment) => {
    const type = /^\d{1,19}$/.test(segment) ? "integer" : uuid.test(segment) ? "uuid" : opaque.test(segment) ? "id" : undefined;
    if (type === undefined) {
      before = segment;
      return segment.replaceAll("{", "%7B").replaceAll("}", "%7D");
    }
    const wanted = nameAfter(before);
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
    taken.add(name);
    parameters.push({ name, value: segment, type });
    return `{${name}}`;
  });
  return { template: segments.join("/"), parameters };
}

function nameAfter(segment: string): string {
  const words = segment.split(/[^A-Za-z0-9]+/).filter((word) => /^[A-Za-z]/.test(word));
  const singular = words.map((word, index) => (index === words.length - 1 ? word.replace(/ies$/i, "y").replace(/(?<=x|ch|sh|ss)es$/i, "").replace(/(?<=[^su])s$/i, "") : word));
  const [first, ...rest] = singular;
  if (first === undefined || /^v\d+$/i.test(first)) return "id";
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}${rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Id`;
}

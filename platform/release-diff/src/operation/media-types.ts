import type { MediaType } from "@tessera/contracts";
import { ComparisonReport } from "../change/report-comparison.ts";
import type { ChangeList, ChangePlace } from "../change/change-list.ts";
import type { Direction } from "../release.ts";
import type { SchemaComparer } from "../schema/compare-schemas.ts";
import { equalJson } from "../schema/json.ts";
import { below } from "../schema/located.ts";

type Content = Readonly<Record<string, MediaType>> | undefined;

interface MediaTypePlace {
  side: Direction;
  /** Place of the content in what is sent or answered: `["body"]`, or nothing for answers. */
  path: readonly string[];
  response?: string | undefined;
  /** Of the `content` map before and after. */
  pointers: { before: string; after: string };
}

/** Media types of a body or an answer, and the schemas under them. */
export function compareContent(comparer: SchemaComparer, list: ChangeList, before: Content, after: Content, place: MediaTypePlace): void {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const report = new ComparisonReport(comparer, list, { side: place.side, response: place.response });
  const at = (pointer: string): ChangePlace => ({ side: place.side, path: place.path, response: place.response, pointer });
  const met = new Set<string>();
  for (const [type, { name, media }] of old) {
    const found = now.get(type) ?? covering(type, place.side, now);
    if (found === undefined) {
      list.add("mediaTypeRemoved", at(below(true, place.pointers.before, name).pointer), name, null);
      continue;
    }
    met.add(found.name);
    const pointer = below(true, place.pointers.after, found.name).pointer;
    if (!equalJson(media.encoding, found.media.encoding)) list.add("mediaTypeEncoding", at(`${pointer}/encoding`), media.encoding, found.media.encoding);
    if (!equalJson([media.example, media.examples], [found.media.example, found.media.examples])) list.add("mediaTypeExamples", at(pointer));
    report.take(comparer.compare(below(media.schema, place.pointers.before, name, "schema"), below(found.media.schema, pointer, "schema")), place.path);
  }
  for (const { name } of now.values()) if (!met.has(name) && !old.has(keyOf(name))) list.add("mediaTypeAdded", at(below(true, place.pointers.after, name).pointer), null, name);
  report.finish();
}

interface Entry {
  name: string;
  media: MediaType;
}

function entriesOf(content: Content): Map<string, Entry> {
  return new Map(Object.entries(content ?? {}).map(([name, media]) => [keyOf(name), { name, media }]));
}

/** Types have no case, and the character set of text is not what they are told apart by. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/\s*;\s*charset=[^;]*/, "").replace(/\s+/g, "");
}

/** For what callers send a range serves as well as the type itself; callers that take anything get what is left. */
function covering(type: string, side: Direction, now: ReadonlyMap<string, Entry>): Entry | undefined {
  if (side === "input") return [...now].find(([range]) => includes(range, type))?.[1];
  return type.endsWith("/*") ? [...now].find(([inner]) => includes(type, inner))?.[1] : undefined;
}

function includes(range: string, type: string): boolean {
  return range === "*/*" || (range.endsWith("/*") && type.startsWith(range.slice(0, -1)));
}

/** A place in a text, both counted from 1; columns are UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
}

/** Finds where values stand in the text of a document, for a batch of pointers; where nothing stands, the place of what is around it. */
export type Locate = (pointers: Iterable<string>) => Map<string, Place>;

/** Lines and columns of offsets, in one pass over the text. */
export function placesOf(text: string, offsets: Iterable<number>): Map<number, Place> {
  const places = new Map<number, Place>();
  let line = 1;
  let start = 0;
  for (const offset of [...new Set(offsets)].toSorted((a, b) => a - b)) {
    for (let end = text.indexOf("\n", start); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
      start = end + 1;
      line += 1;
    }
    places.set(offset, { line, column: offset - start + 1 });
  }
  return places;
}

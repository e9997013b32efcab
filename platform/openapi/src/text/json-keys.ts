import { jsonPointer } from "@tessera/contracts";

const quote = 0x22;
const colon = 0x3a;

/** Offset of the closing quote of the string that opens at `start`; the text must be valid JSON. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** How many keys valid JSON text holds, duplicates included. `JSON.parse` keeps the last of each, so a greater number than it gives means duplicates. */
export function countKeys(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === colon) count += 1;
  }
  return count;
}

interface Level {
  keys: Set<string> | undefined;
  /** The key or index that is being read. */
  step: string | number;
}

/** Pointers of keys that occur more than once in an object of valid JSON text. */
export function findDuplicateKeys(text: string, atMost: number): string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  for (let at = 0; at < text.length && found.length < atMost; at += 1) {
    const char = text[at];
    const level = levels.at(-1);
    if (char === "{") levels.push({ keys: new Set(), step: "" });
    else if (char === "[") levels.push({ keys: undefined, step: 0 });
    else if (char === "}" || char === "]") levels.pop();
    else if (char === "," && level !== undefined && typeof level.step === "number") level.step += 1;
    else if (char === '"') {
      const end = endOfString(text, at);
      if (level?.keys !== undefined && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        level.step = key;
        if (level.keys.has(key)) found.push(jsonPointer(levels.map(({ step }) => step)));
        level.keys.add(key);
      }
      at = end;
    }
  }
  return found;
}

/** Whether the string that closes at `end` is a key. */
export function isKey(text: string, end: number): boolean {
  return text.charCodeAt(afterSpace(text, end + 1)) === colon;
}

/** The offset of what follows after white space. */
export function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

import type { Message } from "@tessera/contracts";
import { kindMessages } from "./messages.ts";

/** First characters of files, as Latin-1 or as UTF-8 in which what is no character became U+FFFD. */
const signatures: readonly (readonly [string, Message])[] = [
  ["PK\u0003\u0004", kindMessages.zip()],
  ["PK\u0005\u0006", kindMessages.zip()],
  ["\u001f\u008b", kindMessages.gzip()],
  ["\u001f\uFFFD", kindMessages.gzip()],
  ["7z\u00bc", kindMessages.archive()],
  ["Rar!", kindMessages.archive()],
  ["BZh9", kindMessages.archive()],
  ["\u00fd7zXZ", kindMessages.archive()],
  ["\uFFFD7zXZ", kindMessages.archive()],
  ["%PDF-", kindMessages.pdf()],
  ["\u0089PNG", kindMessages.image()],
  ["\uFFFDPNG", kindMessages.image()],
  ["\u00ff\u00d8\u00ff", kindMessages.image()],
  ["GIF8", kindMessages.image()],
];
const markup = /^\s*<(!doctype html|html|head|body)?/i;

/** What a file is that cannot be an API document, told from its beginning; undefined when it may be one. */
export function wrongKind(text: string): Message | undefined {
  const start = text.slice(0, 1024);
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known !== undefined) return known[1];
  const tag = markup.exec(start);
  if (tag !== null) return tag[1] === undefined ? kindMessages.xml() : kindMessages.html();
  return [...start].some((char) => isControl(char.charCodeAt(0))) ? kindMessages.binary() : undefined;
}

/** Characters that no text holds; the escape character of coloured terminal output is left to the parsers. */
function isControl(code: number): boolean {
  return code < 0x09 || (code > 0x0d && code < 0x20 && code !== 0x1a && code !== 0x1b);
}

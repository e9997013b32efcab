import { type Message, UserError } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { limits } from "../limits.ts";
import { textMessages } from "./messages.ts";
import { wrongKind } from "./wrong-kind.ts";

const byteOrderMarks = [
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** The characters of a document, and the encoding when it had to be guessed. */
export interface TextRead {
  text: string;
  guessed?: string;
}

/**
 * The characters of a document: UTF-8, or UTF-16 where a byte order mark or its zero bytes say so, or GB 18030 where
 * nothing else fits; the mark itself is removed. Refuses what is no text, from its first bytes.
 */
export function readText(input: string | Uint8Array): TextRead {
  if (typeof input === "string") {
    refuse(wrongKind(input));
    return { text: input.startsWith("\uFEFF") ? input.slice(1) : input };
  }
  if (input.length > limits.bytes) throw new UserError({ code: openapiErrors.tooLarge, reason: "too-large", message: textMessages.tooManyBytes({ size: input.length, limit: limits.bytes }) });
  const encoding = byteOrderMarks.find(({ bytes }) => bytes.every((byte, index) => input[index] === byte))?.encoding ?? unmarked(input);
  if (encoding === "utf-8") refuse(wrongKind(String.fromCharCode(...input.subarray(0, 1024))));
  const text = decode(input, encoding);
  if (text !== undefined) return { text };
  const guessed = encoding === "utf-8" ? decode(input, "gb18030") : undefined;
  if (guessed !== undefined) return { text: guessed, guessed: "GB 18030" };
  throw new UserError({ code: openapiErrors.unreadable, message: textMessages.encoding({ encoding: encoding.toUpperCase() }) });
}

/** A document starts with ASCII, which UTF-16 fills up with zeros. */
function unmarked([first, second]: Uint8Array): string {
  if (first === 0 && second !== 0 && second !== undefined) return "utf-16be";
  return second === 0 && first !== 0 ? "utf-16le" : "utf-8";
}

function decode(input: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(input);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refuse(kind: Message | undefined): void {
  if (kind !== undefined) throw new UserError({ code: openapiErrors.unreadable, message: textMessages.wrongKind({ kind }) });
}

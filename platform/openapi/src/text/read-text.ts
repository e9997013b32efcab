import { UserError } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { textMessages } from "./messages.ts";

const byteOrderMarks = [
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/** The characters of a document: UTF-8, or UTF-16 where a byte order mark says so; the mark itself is removed. */
export function readText(input: string | Uint8Array): string {
  if (typeof input === "string") return input.startsWith("\uFEFF") ? input.slice(1) : input;
  const marked = byteOrderMarks.find(({ bytes }) => bytes.every((byte, index) => input[index] === byte));
  const encoding = marked?.encoding ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(input);
  } catch (error) {
    throw new UserError({
      code: openapiErrors.unreadable,
      message: textMessages.encoding({ encoding: encoding.toUpperCase() }),
      cause: error,
    });
  }
}

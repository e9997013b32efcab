import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text as readStream } from "node:stream/consumers";
import { CommandError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";

/** Text of a file, or of standard input for `-`. */
export async function readInput(file: string, stdin: Readable, text: Translate): Promise<string> {
  if (file === "-") return readStream(stdin);
  return readFile(file, "utf8").catch((error: Error) => {
    throw new CommandError(text("fileUnreadable", { file, reason: error.message }));
  });
}

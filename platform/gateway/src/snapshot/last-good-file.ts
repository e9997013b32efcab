import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import { snapshotMessages } from "./snapshot.messages.ts";

const heading = /^tessera-gateway 1 sha256:([0-9a-f]{64})\n/;

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Writes JSON so that a reader finds either the old or the new file, whole and on disk, with a checksum in its first line. */
export async function writeLastGood(file: string, value: unknown): Promise<void> {
  const body = JSON.stringify(value);
  const draft = `${file}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`tessera-gateway 1 sha256:${sha256(body)}\n${body}`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await unlink(draft).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ENOENT") throw cause;
    });
    throw error;
  }
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Reads what `writeLastGood` wrote; undefined without a file. Throws `gateway.file-broken` with the place. */
export async function readLastGood(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UserError({ code: snapshotErrors.fileBroken, message: snapshotMessages.fileUnreadable({ file, reason: String((cause as NodeJS.ErrnoException).code) }), cause });
  }
  const checksum = heading.exec(text)?.[1];
  if (checksum === undefined) throw new UserError({ code: snapshotErrors.fileBroken, message: snapshotMessages.fileHeading({ file }) });
  const body = text.slice(text.indexOf("\n") + 1);
  if (sha256(body) !== checksum) throw new UserError({ code: snapshotErrors.fileBroken, message: snapshotMessages.fileChecksum({ file, length: body.length }) });
  return JSON.parse(body);
}

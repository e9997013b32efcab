import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { type Message, type MessageParameter, OperationalError, UserError } from "@tessera/contracts";
import { keyBytes } from "./derive.ts";
import { vaultErrors } from "./errors.ts";
import { vaultMessages } from "./messages.ts";

/** Where the master keys of an installation come from. */
export interface SecretKeySource {
  /** Folder whose `secret.key` holds the keys; made when absent. */
  dataDir: string;
  /** Value of `TESSERA_SECRET_KEY`: 32 bytes in base64 or base64url. */
  fromSetting?: string | undefined;
  /** Value of `TESSERA_SECRET_KEYS_OLD`: further keys, which only open. */
  older?: readonly string[] | undefined;
}

const oneKey = /^[A-Za-z0-9+/_-]{43}=?$/;

function decodeKey(text: string, place: MessageParameter): Buffer {
  const key = Buffer.from(text, "base64");
  if (!oneKey.test(text) || key.length !== keyBytes) {
    throw new UserError({
      code: vaultErrors.keyInvalid,
      message: vaultMessages.keyInvalid({ place, bytes: keyBytes }),
    });
  }
  return key;
}

function causeCode(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

function unreadable(file: string, problem: Message, cause?: unknown): OperationalError {
  return new OperationalError({
    code: vaultErrors.keyUnreadable,
    message: vaultMessages.unusable({ file, problem }),
    cause,
  });
}

/** The keys in the file, newest first, one per line; undefined when there is no file. */
async function readKeyFile(file: string): Promise<Buffer[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o007) !== 0) throw unreadable(file, vaultMessages.readableByAll());
  } catch (cause) {
    if (causeCode(cause) === "ENOENT") return undefined;
    if (cause instanceof OperationalError) throw cause;
    throw unreadable(file, vaultMessages.unreadable({ code: causeCode(cause) }), cause);
  }
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  if (lines.length === 0) throw unreadable(file, vaultMessages.empty());
  return lines.map((line, index) => decodeKey(line, vaultMessages.fileLine({ file, line: index + 1 })));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes the file with a fresh key. It is written under another name and linked: the link fails when a second process was
 * faster, and no reader ever sees half a key.
 */
async function createKeyFile(dataDir: string, file: string): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(dataDir, { recursive: true });
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(`${randomBytes(keyBytes).toString("base64")}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      await link(draft, file);
      await syncFolder(dataDir);
    } finally {
      await unlink(draft);
    }
  } catch (cause) {
    if (causeCode(cause) !== "EEXIST") throw unreadable(file, vaultMessages.uncreatable({ code: causeCode(cause) }), cause);
  }
}

/**
 * All master keys, newest first: the setting's, then those in `<dataDir>/secret.key` (one per line), then `older`. Without
 * the first two, the file is made with mode 0600; processes that start at the same time get the same key. Throws `vault.key-invalid` or
 * `vault.key-unreadable`.
 */
export async function loadSecretKeys({ dataDir, fromSetting, older = [] }: SecretKeySource): Promise<Buffer[]> {
  const file = join(dataDir, "secret.key");
  const given = fromSetting === undefined || fromSetting === "" ? [] : [decodeKey(fromSetting, "TESSERA_SECRET_KEY")];
  let stored = await readKeyFile(file);
  if (stored === undefined && given.length === 0) {
    await createKeyFile(dataDir, file);
    stored = await readKeyFile(file);
    if (stored === undefined) throw unreadable(file, vaultMessages.disappeared());
  }
  const opening = older.map((text) => decodeKey(text, "TESSERA_SECRET_KEYS_OLD"));
  return [...given, ...(stored ?? []), ...opening].filter((key, index, all) => all.findIndex((other) => other.equals(key)) === index);
}

/** The master key that seals now; see {@link loadSecretKeys}. */
export async function loadSecretKey(source: SecretKeySource): Promise<Buffer> {
  const [first] = await loadSecretKeys(source);
  if (first === undefined) throw unreadable(join(source.dataDir, "secret.key"), vaultMessages.noKey());
  return first;
}

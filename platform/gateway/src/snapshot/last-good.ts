import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { UserError, apiTokenRecordSchema, grantRecordSchema } from "@tessera/contracts";
import type { ApiTokenRecord, GrantRecord } from "@tessera/contracts";
import { z } from "zod";
import { snapshotErrors } from "../errors.ts";
import { readLastGood, writeLastGood } from "./last-good-file.ts";
import { snapshotMessages } from "./snapshot.messages.ts";

const date = z.coerce.date();
const callersSchema = z.object({
  tokens: z.array(apiTokenRecordSchema.extend({ createdAt: date, expiresAt: date.nullable(), revokedAt: date.nullable() })),
  grants: z.array(grantRecordSchema.extend({ createdAt: date, expiresAt: date.nullable(), revokedAt: date.nullable() })),
});

/** What a gateway needs to serve without the store. */
export interface Callers {
  tokens: ApiTokenRecord[];
  grants: GrantRecord[];
}

/** The last good state on disk: one file per space, one per release, one with the callers (hashes only). */
export interface LastGood {
  /** Snapshots as documents; broken files are reported to `onBroken` and left out. */
  readSnapshots(onBroken: (error: Error) => void): Promise<Record<string, unknown>[]>;
  readRelease(digest: string): Promise<Record<string, unknown> | undefined>;
  readCallers(): Promise<Callers | undefined>;
  writeSnapshot(space: string, document: Record<string, unknown>): Promise<void>;
  writeRelease(digest: string, document: Record<string, unknown>): Promise<void>;
  writeCallers(callers: Callers): Promise<void>;
  removeSnapshot(space: string): Promise<void>;
  /** Deletes releases that no served snapshot names. */
  keepReleases(digests: ReadonlySet<string>): Promise<void>;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw cause;
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
  }
}

function asDocument(value: unknown, file: string): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new UserError({ code: snapshotErrors.fileBroken, message: snapshotMessages.fileShape({ file }) });
  return value as Record<string, unknown>;
}

/** The last good state below `folder` (`<data dir>/gateway`). */
export function openLastGood(folder: string): LastGood {
  const snapshots = join(folder, "snapshots");
  const releases = join(folder, "releases");
  const callers = join(folder, "callers.json");

  return {
    async readSnapshots(onBroken) {
      const documents: Record<string, unknown>[] = [];
      for (const name of await namesIn(snapshots)) {
        const file = join(snapshots, name);
        try {
          const document = asDocument(await readLastGood(file), file);
          if (document !== undefined) documents.push({ ...document, createdAt: new Date(String(document["createdAt"])) });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          onBroken(error);
        }
      }
      return documents;
    },
    async readRelease(digest) {
      const file = join(releases, `${digest}.json`);
      return asDocument(await readLastGood(file), file);
    },
    async readCallers() {
      const value = await readLastGood(callers);
      if (value === undefined) return undefined;
      const parsed = callersSchema.safeParse(value);
      if (!parsed.success) throw new UserError({ code: snapshotErrors.fileBroken, message: snapshotMessages.fileField({ file: callers, place: `/${parsed.error.issues[0]?.path.join("/") ?? ""}`, what: parsed.error.issues[0]?.message ?? "" }) });
      return parsed.data;
    },
    writeSnapshot: (space, document) => writeLastGood(join(snapshots, `${space}.json`), document),
    writeRelease: (digest, document) => writeLastGood(join(releases, `${digest}.json`), document),
    writeCallers: (value) => writeLastGood(callers, value),
    removeSnapshot: (space) => removeFile(join(snapshots, `${space}.json`)),
    async keepReleases(digests) {
      for (const name of await namesIn(releases)) if (!digests.has(name.slice(0, -".json".length))) await removeFile(join(releases, name));
    },
  };
}

import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { CommandError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";

const configSchema = z.object({ url: z.url(), token: z.string(), username: z.string(), space: z.string() });
export type Config = z.infer<typeof configSchema>;

/** TESSERA_CONFIG, else `tessera/config.json` in the XDG configuration folder. */
export function configPath(environment: Record<string, string | undefined>): string {
  return environment.TESSERA_CONFIG ?? join(environment.XDG_CONFIG_HOME ?? join(homedir(), ".config"), "tessera", "config.json");
}

/** The kept login; undefined when there is none. A damaged file is refused with its path. */
export async function readConfig(path: string, text: Translate): Promise<Config | undefined> {
  const kept = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new CommandError(text("fileUnreadable", { file: path, reason: error.message }));
  });
  if (kept === undefined) return undefined;
  const parsed = configSchema.safeParse(jsonOrUndefined(kept));
  if (!parsed.success) throw new CommandError(text("configDamaged", { path }));
  return parsed.data;
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes the login readable for its owner only, as a whole or not at all. */
export async function writeConfig(path: string, config: Config): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  await rename(temporary, path);
}

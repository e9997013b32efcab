import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { CommandError } from "../output/failure.ts";

const configSchema = z.object({ url: z.url(), token: z.string(), username: z.string(), space: z.string() });
export type Config = z.infer<typeof configSchema>;

/** TESSERA_CONFIG, else `tessera/config.json` in the XDG configuration folder. */
export function configPath(environment: Record<string, string | undefined>): string {
  return environment.TESSERA_CONFIG ?? join(environment.XDG_CONFIG_HOME ?? join(homedir(), ".config"), "tessera", "config.json");
}

/** The kept login; undefined when there is none. A damaged file is refused with its path. */
export async function readConfig(path: string): Promise<Config | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new CommandError(`${path}: ${error.message}`);
  });
  if (text === undefined) return undefined;
  const parsed = configSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new CommandError(`${path} is damaged; remove it and run tessera login again.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the login readable for its owner only, as a whole or not at all. */
export async function writeConfig(path: string, config: Config): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  await rename(temporary, path);
}

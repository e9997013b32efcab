import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { CommandError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";

/** What an exported app consists of; other files of the folder (README, tests, .git) are not sent. */
const exported = /^(app\.json|template\.json|(pages|queries)\/[\w.-]+\.(json|js))$/;

/** Exported files of a folder, by path with `/`. */
export async function readAppFolder(folder: string, text: Translate): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: Error) => {
    throw new CommandError(text("fileUnreadable", { file: folder, reason: error.message }));
  });
  const files: Record<string, string> = {};
  for (const entry of found) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    if (exported.test(name) && name !== "template.json") files[name] = await readFile(path, "utf8");
  }
  if (files["app.json"] === undefined) throw new CommandError(text("folderWithoutFiles", { folder }));
  return files;
}

/**
 * Writes exported files below a folder: all are written aside first, then moved in; files of pages and queries that are
 * gone from the app are removed, everything else in the folder stays.
 */
export async function writeAppFolder(folder: string, files: Record<string, string>, text: Translate): Promise<void> {
  const base = resolve(folder);
  for (const name of Object.keys(files)) {
    if (!exported.test(name) || !resolve(base, name).startsWith(base + sep)) throw new CommandError(text("outsideFolder", { file: name }));
  }
  await mkdir(base, { recursive: true });
  const aside = await mkdtemp(join(base, ".export-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(aside, name)), { recursive: true });
      await writeFile(join(aside, name), content);
    }
    for (const name of Object.keys(files)) {
      await mkdir(dirname(join(base, name)), { recursive: true });
      await rename(join(aside, name), join(base, name));
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  const present = await readdir(base, { recursive: true, withFileTypes: true });
  for (const entry of present) {
    const name = relative(base, join(entry.parentPath, entry.name)).split(sep).join("/");
    if (entry.isFile() && /^(pages|queries)\//.test(name) && exported.test(name) && files[name] === undefined) await rm(join(base, name));
  }
}

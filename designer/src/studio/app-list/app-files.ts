import { appFilesSchema } from "@tessera/contracts";

/** One chosen file with its path below the chosen folder. */
export interface ChosenFile {
  path: string;
  text: string;
}

/**
 * The files of an app out of what a person chose: one exported file, or the files of a folder. The folder that holds
 * `app.json` becomes the root; what is not part of an app (README, images) stays away. Null: there is no app in it.
 */
export function appFilesFrom(chosen: readonly ChosenFile[]): Record<string, string> | null {
  for (const { path, text } of chosen) {
    if (!path.endsWith(".json") || !text.includes("tessera/app-files@1")) continue;
    // The one-file export holds the app's files by path.
    const bundle = readJson(text) as { format?: unknown; files?: unknown } | null;
    const parsed = appFilesSchema.safeParse(bundle?.files);
    if (bundle?.format === "tessera/app-files@1" && parsed.success) return parsed.data;
  }
  const roots = chosen.map(({ path }) => /^(.*\/)?app\.json$/.exec(path)).flatMap((match) => (match ? [match[1] ?? ""] : []));
  const root = roots.toSorted((a, b) => a.length - b.length)[0];
  if (root === undefined) return null;
  const files: Record<string, string> = {};
  for (const { path, text } of chosen) {
    if (!path.startsWith(root)) continue;
    const name = path.slice(root.length);
    if (name === "app.json" || /^(pages|queries)\/[^/]+\.(json|js)$/.test(name)) files[name] = text;
  }
  return files;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

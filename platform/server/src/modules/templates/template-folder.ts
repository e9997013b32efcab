import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DefectError, localizedTextSchema, nameSchema, operationIdSchema, versionSchema } from "@tessera/contracts";
import { z } from "zod";
import { serverErrors } from "../../errors.ts";
import { foldersIn, textOf } from "../../platform/shipped-files.ts";

/** `template.json` of an app that comes with the platform. */
const entrySchema = z.looseObject({
  name: nameSchema,
  kind: z.enum(["base", "scenario"]),
  title: localizedTextSchema,
  description: localizedTextSchema,
  icon: z.string().max(64).default("Appstore"),
  version: versionSchema,
  connectors: z.array(z.object({ alias: nameSchema, catalog: z.string(), title: localizedTextSchema, operations: z.array(operationIdSchema).default([]) })).default([]),
});

/** A template as its folder describes it. */
export type TemplateEntry = z.infer<typeof entrySchema> & {
  /** The exported app, path → text. */
  readFiles(): Promise<Record<string, string>>;
};

const kinds = ["base", "scenario"] as const;
/** Files of an exported app; what else the folder holds (readme, tests) is none of it. */
const appFile = /^(app\.json|(pages|queries)\/[^/]+\.(json|js))$/;

/** Reads `saas-templates/{base,scenario}/<name>/`. */
export class TemplateFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All templates, base ones first, by name. One that cannot be read is reported to `onBroken` and left out. */
  async entries(onBroken: (error: DefectError) => void): Promise<TemplateEntry[]> {
    const found: TemplateEntry[] = [];
    for (const kind of kinds) {
      for (const name of await foldersIn(join(this.#folder, kind))) {
        try {
          const entry = await readEntry(join(this.#folder, kind, name), kind, name);
          if (entry !== null) found.push(entry);
        } catch (error) {
          if (!(error instanceof DefectError)) throw error;
          onBroken(error);
        }
      }
    }
    return found;
  }
}

async function readEntry(folder: string, kind: TemplateEntry["kind"], name: string): Promise<TemplateEntry | null> {
  const text = await textOf(join(folder, "template.json"));
  if (text === null) return null;
  const parsed = entrySchema.safeParse(jsonOrNull(text));
  if (!parsed.success) throw broken(kind, name, `${parsed.error.issues[0]?.path.join("/") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`);
  if (parsed.data.name !== name || parsed.data.kind !== kind) throw broken(kind, name, `says it is ${parsed.data.kind}/${parsed.data.name}`);
  return { ...parsed.data, readFiles: () => readFiles(folder) };
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const paths = await readdir(folder, { recursive: true });
  const files = paths.map((path) => path.replaceAll("\\", "/")).filter((path) => appFile.test(path)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)));
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function broken(kind: string, name: string, why: string): DefectError {
  return new DefectError({ code: serverErrors.templateInvalid, message: `saas-templates/${kind}/${name}/template.json: ${why}` });
}

import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { DefectError, type ImportReport, apiPrefix, authRecipeSchema, backendUrlSchema, connectorProbeSchema, localizedTextSchema, nameSchema, operationIdSchema, versionSchema } from "@tessera/contracts";
import { z } from "zod";
import { serverErrors } from "../../errors.ts";
import { foldersIn, nullIfMissing } from "../../platform/shipped-files.ts";

/** `connector.yaml` of a ready-made connector. */
const entrySchema = z.looseObject({
  name: nameSchema,
  title: localizedTextSchema,
  description: localizedTextSchema,
  icon: z.string().max(64).default("Api"),
  category: z.string().max(64).default("other"),
  version: versionSchema,
  /** File of the API document beside it; `platform`: this platform's own API. */
  document: z.string().regex(/^(platform|[\w.-]+\.(ya?ml|json))$/, "must be a file beside connector.yaml, e.g. openapi.yaml"),
  /** An address, or `${NAME}` for one that only the running platform knows. */
  defaultBackend: z.union([backendUrlSchema, z.string().regex(/^\$\{\w+\}$/)]).nullable().default(null),
  /** Ways to log in, the advised one first. */
  auth: z.array(authRecipeSchema.refine(({ help }) => Boolean(help["zh-CN"] && help.en), "'help' must be there in zh-CN and en")).default([]),
  /** An operation without required inputs, or one with its inputs. */
  check: z.union([operationIdSchema.transform((operation) => ({ operation, params: {} })), connectorProbeSchema]).nullable().default(null),
});

/** What `${NAME}` stands for; undefined: nothing, so that the person must give the address. */
export type CatalogVariables = Readonly<Record<string, string | undefined>>;

/** A ready-made connector as its folder describes it. */
export type CatalogEntry = z.infer<typeof entrySchema> & {
  operationCount: number;
  /** Text of the API document. */
  readDocument(): Promise<string>;
};

interface Cached {
  mtimeMs: number;
  entry: CatalogEntry;
}

/** Reads `connectors/<name>/`; a folder is read again when its description changed. */
export class CatalogFolder {
  readonly #folder: string;
  readonly #variables: CatalogVariables;
  readonly #platformDocument: () => string;
  readonly #cache = new Map<string, Cached>();

  /** `platformDocument` answers the description of this platform's own API. */
  constructor(folder: string, variables: CatalogVariables, platformDocument: () => string) {
    this.#folder = folder;
    this.#variables = variables;
    this.#platformDocument = platformDocument;
  }

  /** All entries by name. One that cannot be read is reported to `onBroken` and left out. */
  async entries(onBroken: (error: DefectError) => void): Promise<CatalogEntry[]> {
    const found: CatalogEntry[] = [];
    for (const name of await foldersIn(this.#folder)) {
      try {
        const entry = await this.#read(name);
        if (entry !== null) found.push(entry);
      } catch (error) {
        if (!(error instanceof DefectError)) throw error;
        onBroken(error);
      }
    }
    return found;
  }

  async #read(name: string): Promise<CatalogEntry | null> {
    const folder = join(this.#folder, name);
    const file = join(folder, "connector.yaml");
    const mtimeMs = await mtimeOf(file);
    if (mtimeMs === null) return null;
    const cached = this.#cache.get(name);
    if (cached?.mtimeMs === mtimeMs) return cached.entry;
    const { parse } = await import("yaml");
    const text = await readFile(file, "utf8");
    const parsed = entrySchema.safeParse(await orBroken(name, "is no YAML", async () => parse(text) as unknown));
    if (!parsed.success) throw broken(name, `${parsed.error.issues[0]?.path.join("/") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`);
    if (parsed.data.name !== name) throw broken(name, `name says '${parsed.data.name}'`);
    const { document } = parsed.data;
    const defaultBackend = this.#backendOf(parsed.data);
    const readDocument = async (): Promise<string> => (document === "platform" ? this.#platformDocument() : readFile(join(folder, basename(document)), "utf8"));
    const operations = await orBroken(name, `its document ${document} cannot be read`, () => operationsOf(readDocument));
    const { check } = parsed.data;
    if (check !== null && !operations.some(({ id, method }) => id === check.operation && method === "GET")) throw broken(name, `check names '${check.operation}', which is no GET operation of ${document}`);
    const entry: CatalogEntry = { ...parsed.data, defaultBackend, operationCount: operations.length, readDocument };
    this.#cache.set(name, { mtimeMs, entry });
    return entry;
  }

  /** Paths of the platform's own document are below the prefix of its API. */
  #backendOf({ defaultBackend, document }: z.infer<typeof entrySchema>): string | null {
    const variable = /^\$\{(\w+)\}$/.exec(defaultBackend ?? "")?.[1];
    const address = variable === undefined ? defaultBackend : this.#variables[variable];
    if (!address || !backendUrlSchema.safeParse(address).success) return null;
    return document === "platform" ? address.replace(/\/+$/, "") + apiPrefix : address;
  }
}

async function operationsOf(readDocument: () => Promise<string>): Promise<ImportReport["operations"]> {
  const { checkDocument, parseDocument } = await import("@tessera/openapi");
  return checkDocument(parseDocument(await readDocument())).operations;
}

async function mtimeOf(file: string): Promise<number | null> {
  return (await stat(file).catch(nullIfMissing))?.mtimeMs ?? null;
}

/** What goes wrong with one entry is said of it, so that the others stay. */
async function orBroken<T>(name: string, why: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw broken(name, `${why}: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

function broken(name: string, why: string, cause?: unknown): DefectError {
  return new DefectError({ code: serverErrors.catalogInvalid, message: `connectors/${name}/connector.yaml: ${why}`, ...(cause === undefined ? {} : { cause }) });
}

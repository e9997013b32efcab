import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ImportResult } from "../../platform/openapi/src/index.ts";
import type { Scaffold, ScaffoldOptions } from "./scaffold.ts";

/** What `connector.yaml` and the document of a new connector hold. */
interface Draft {
  document: object;
  title: string;
  backend: string | null;
  auth: object[];
  check: string | undefined;
}

const next = "The catalogue finds it by itself. Then: Chinese summaries (x-tessera: { translations: { zh-CN: { summary } } }), the help of `auth`, fixtures in fixtures/*.json; tests/connectors says what is missing.";

/** A connector folder: empty, or started from a document. Throws with a sentence when the file or an operation cannot be used. */
export async function connectorScaffold(name: string, options: ScaffoldOptions): Promise<Scaffold> {
  if (options.openapi === undefined) {
    const document = { openapi: "3.1.0", info: { title: name, version: "0.1.0" }, paths: {} };
    return { files: filesOf(name, { document, title: name, backend: null, auth: [], check: undefined }), next };
  }
  const { draft, notes } = await fromDocument(name, options.openapi, options.only?.split(",").map((id) => id.trim()));
  return { files: filesOf(name, draft), notes, next };
}

async function fromDocument(name: string, file: string, only: readonly string[] | undefined): Promise<{ draft: Draft; notes: string[] }> {
  const { exportDocument, importDocument, parseDocument, referencedSchemas } = await import("../../platform/openapi/src/index.ts").catch((cause: unknown) => {
    throw new Error("Reading a document needs the built packages: npm run build", { cause });
  });
  const imported = importDocument(parseDocument(await readFile(file, "utf8")));
  const unknown = only?.filter((id) => !imported.operations.some((operation) => operation.id === id)) ?? [];
  if (unknown.length > 0) throw new Error(`${file} has no operation ${unknown.join(", ")}. It has: ${imported.operations.map(({ id }) => id).join(", ")}`);
  const operations = imported.operations.filter(({ id }) => only === undefined || only.includes(id));
  if (operations.length === 0) throw new Error(`${file} has no operation that can be imported.`);
  const { info } = imported.facts;
  const schemas = referencedSchemas(operations, imported.schemas);
  const backend = imported.report.servers.find((url) => /^https?:\/\/[^{}?#@]+$/.test(url)) ?? null;
  const check = operations.find(({ method, parameters, requestBody }) => method === "GET" && requestBody === undefined && parameters.every(({ required }) => !required))?.id;
  const draft: Draft = { document: exportDocument({ title: info.title, version: info.version, operations, schemas, facts: imported.facts }), title: info.title || name, backend, auth: recipesOf(imported), check };
  return { draft, notes: notesOn(imported, operations.length, Object.keys(schemas).length, draft) };
}

function recipesOf({ credentials }: ImportResult): object[] {
  const usable = credentials.filter(({ kind }) => kind !== "other");
  return usable.map(({ kind, in: place, name, description, stated }) => ({ kind, ...(kind === "api-key" ? { in: place, name } : {}), help: { "zh-CN": description ?? stated, en: description ?? stated } }));
}

function notesOn({ report, operations, credentials }: ImportResult, taken: number, schemas: number, draft: Draft): string[] {
  const others = credentials.filter(({ kind }) => kind === "other").map(({ stated }) => stated);
  return [
    `operations: ${taken} of ${operations.length} taken, with ${schemas} shared schemas`,
    ...report.skipped.map(({ method, path, reasons }) => `not taken: ${method} ${path}: ${reasons.map(({ en }) => en).join("; ")}`),
    ...report.problems.filter(({ severity }) => severity !== "info").map(({ pointer, message }) => `finding: ${pointer} ${message.en}`),
    `backend: ${draft.backend ?? `none; the person who installs it gives the address${report.servers.length > 0 ? ` (the document says ${report.servers.join(", ")})` : ""}`}`,
    `credential: ${draft.auth.length > 0 ? draft.auth.map((recipe) => JSON.stringify(recipe)).join(", ") : "the document names none that a stage can hold"}`,
    ...others.map((stated) => `credential left out: ${stated}`),
    `check: ${draft.check === undefined ? "none; no GET works without inputs" : `${draft.check}, the first GET that needs no inputs; see that it fails with a wrong credential`}`,
  ];
}

function filesOf(name: string, { document, title, backend, auth, check }: Draft): Record<string, string> {
  const folder = `connectors/${name}`;
  const described = {
    name, version: "0.1.0", title: { "zh-CN": title, en: title }, description: { "zh-CN": title, en: title },
    icon: "Api", category: "monitor", document: "openapi.yaml", defaultBackend: backend, auth, check: check ?? null,
  };
  return {
    [`${folder}/connector.yaml`]: yamlOf(described),
    [`${folder}/openapi.yaml`]: yamlOf(document),
    [`${folder}/README.md`]: `# ${name}\n\n[简体中文](README.zh-CN.md)\n\n## Backend and credential\n`,
    [`${folder}/README.zh-CN.md`]: `# ${name}\n\n[English](README.md)\n\n## 后端与凭据\n`,
  };
}

/** The library is that of the package which reads these files again. */
function yamlOf(value: object): string {
  const load = createRequire(new URL("../../platform/openapi/package.json", import.meta.url));
  const yaml = load("yaml") as { stringify: (value: object, options: object) => string };
  return yaml.stringify(value, { lineWidth: 160, aliasDuplicateObjects: false });
}

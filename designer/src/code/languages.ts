import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import { ScriptTarget, javascriptDefaults } from "monaco-editor/languages/features/typescript/register";

const typesFile = "ts:tessera/scope.d.ts";
/** `return` and `await` outside of a function: what people write here are bodies of functions. */
const bodiesOfFunctions = [1108, 1308, 1375, 1378];

// The language as the sandboxes have it: no window, no network. Semantic marks stay off: documented types are often incomplete.
javascriptDefaults.setCompilerOptions({ target: ScriptTarget.ESNext, lib: ["es2023"], allowJs: true, allowNonTsExtensions: true });
javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: false, diagnosticCodesToIgnore: bodiesOfFunctions });

/** Makes names known to JavaScript editors, in place of those before. */
export function offerTypes(declarations: string): void {
  if (javascriptDefaults.getExtraLibs()[typesFile]?.content === declarations) return;
  javascriptDefaults.setExtraLibs([{ filePath: typesFile, content: declarations }]);
}

/** Gives the JSON of a model its schema, or takes it away. References to other documents are not followed. */
export function setJsonSchema(model: string, schema: Record<string, unknown> | undefined): void {
  const { schemas: known = [], ...options } = jsonDefaults.diagnosticsOptions;
  const before = known.find(({ uri }) => uri === schemaUri(model));
  if (before?.schema === schema) return;
  const others = known.filter((one) => one !== before);
  jsonDefaults.setDiagnosticsOptions({ ...options, validate: true, enableSchemaRequest: false, schemas: schema === undefined ? others : [...others, { uri: schemaUri(model), fileMatch: [model], schema }] });
}

function schemaUri(model: string): string {
  return `tessera-schema:${model}`;
}

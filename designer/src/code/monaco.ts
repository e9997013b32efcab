import { loader } from "@monaco-editor/react";
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/javascript/register";
import "monaco-editor/languages/definitions/typescript/register";
import "monaco-editor/languages/features/json/register";
import "monaco-editor/languages/features/typescript/register";
import { palette } from "@tessera/components/theme";

/**
 * The Monaco that is bundled with the designer; its workers are files of ours, nothing loads from another host. They are
 * named as Monaco itself names them, so that each is built once. Import this module lazily only (it is several megabytes).
 */
self.MonacoEnvironment = {
  getWorker: (_moduleId, label) => {
    if (label === "json") return new Worker(new URL("monaco-editor/language/json/json.worker.js", import.meta.url), { type: "module" });
    if (label === "javascript" || label === "typescript") return new Worker(new URL("monaco-editor/language/typescript/ts.worker.js", import.meta.url), { type: "module" });
    return new Worker(new URL("monaco-editor/editor/editor.worker.js", import.meta.url), { type: "module" });
  },
};

for (const name of ["light", "dark"] as const) {
  monaco.editor.defineTheme(`tessera-${name}`, {
    base: name === "dark" ? "vs-dark" : "vs",
    inherit: true,
    rules: [],
    colors: { "editor.background": palette[name].container, "editorGutter.background": palette[name].container, "editorLineNumber.foreground": palette[name].textTertiary, "editorWidget.background": palette[name].elevated },
  });
}

loader.config({ monaco });

export { monaco };

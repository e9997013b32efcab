import type * as Monaco from "monaco-editor/editor";
import type { Shape } from "../types/index.ts";
import { proposalsAt } from "./completions.ts";

export const bindingLanguage = "tessera-binding";

/** What a model's completion reads: live values and types. */
export interface BindingScope {
  values: Readonly<Record<string, unknown>>;
  shape: Shape;
}

/** The scope of each model; kept per editor, asked at each completion. */
export const scopeOfModel = new WeakMap<object, () => BindingScope>();

/** Teaches Monaco templates with `{{ }}` once: their colours and completion from the scope. */
export function registerBindingLanguage(monaco: typeof Monaco): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === bindingLanguage)) return;
  monaco.languages.register({ id: bindingLanguage });
  monaco.languages.setLanguageConfiguration(bindingLanguage, { brackets: [["{", "}"], ["[", "]"], ["(", ")"]], autoClosingPairs: ["{}", "[]", "()", '""', "''", "``"].map(([open = "", close = ""]) => ({ open, close })) });
  monaco.languages.setMonarchTokensProvider(bindingLanguage, {
    tokenizer: {
      root: [[/\{\{/, { token: "delimiter.bracket", next: "@expression" }], [/[^{]+/, "string"], [/\{/, "string"]],
      expression: [
        [/\}\}/, { token: "delimiter.bracket", next: "@pop" }],
        [/\b(components|queries|state|params|user|locale)\b/, "variable.predefined"],
        [/\b(true|false|null|undefined|typeof|new)\b/, "keyword"],
        [/[A-Za-z_$][\w$]*/, "identifier"],
        [/"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|`([^`\\]|\\.)*`/, "string"],
        [/\d+(\.\d+)?/, "number"],
      ],
    },
  });
  monaco.languages.registerCompletionItemProvider(bindingLanguage, {
    triggerCharacters: [".", "{", " "],
    provideCompletionItems(model, position) {
      const scope = scopeOfModel.get(model)?.();
      if (scope === undefined) return { suggestions: [] };
      const offset = model.getOffsetAt(position);
      return {
        suggestions: proposalsAt(model.getValue(), offset, scope.values, scope.shape).map((proposal, index) => ({
          label: { label: proposal.label, description: proposal.detail },
          documentation: proposal.description,
          kind: monaco.languages.CompletionItemKind.Field,
          insertText: proposal.insert,
          sortText: String(index).padStart(4, "0"),
          range: { startLineNumber: model.getPositionAt(proposal.from).lineNumber, startColumn: model.getPositionAt(proposal.from).column, endLineNumber: position.lineNumber, endColumn: position.column },
        })),
      };
    },
  });
}

import { useMemo } from "react";
import { useEditor, useQueries } from "../editor-store/index.ts";
import { useAnswers } from "../queries/use-operation.ts";
import { type Shape, declare, scopeShape } from "../types/index.ts";
import { namedScope } from "./named-scope.ts";

/** The types of what code on the open page may read. */
export function useScopeShape(locals: readonly string[]): { fields: Readonly<Record<string, Shape>> } {
  const records = useEditor((editor) => editor.records);
  const page = useEditor((editor) => editor.page);
  const scope = useEditor((editor) => editor.scope);
  const answers = useAnswers(useQueries());
  const names = locals.join(" ");
  return useMemo(() => scopeShape({ records, page, answers, live: namedScope(scope, records, page), locals: names.split(" ").filter(Boolean) }), [records, page, scope, answers, names]);
}

/** The same as declarations for the code editor. */
export function useScopeTypes(locals: readonly string[]): string {
  const { fields } = useScopeShape(locals);
  return useMemo(() => declare(fields), [fields]);
}

import type { Locale, Operation } from "@tessera/contracts";
import { createContext, useContext } from "react";
import type { SchemaSources } from "../../../../schema/index.ts";
import type { FieldProblem } from "./field-problems.ts";

/** What each part of the editor works with. */
export interface EditorParts {
  connector: string;
  operation: Operation;
  update: (field: string, change: (operation: Operation) => Operation) => void;
  problems: readonly FieldProblem[];
  sources: SchemaSources;
  /** Language of the operation's own texts, and the other one. */
  own: Locale;
  other: Locale;
}

export const EditorContext = createContext<EditorParts | undefined>(undefined);

export function useEditor(): EditorParts {
  const parts = useContext(EditorContext);
  if (parts === undefined) throw new Error("a part of the operation editor stands outside of it");
  return parts;
}

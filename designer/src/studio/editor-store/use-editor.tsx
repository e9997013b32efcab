import { type PageNode, type Query, type AppHead, type PageDocument } from "@tessera/contracts";
import { assemblePage, pageIds, parseKey } from "@tessera/page";
import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { Editor, EditorStore } from "./editor-store.ts";

export const EditorContext = createContext<EditorStore | null>(null);

/** The store of the open app, for event handlers. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (store === null) throw new Error("useEditor is used outside of the editor page");
  return store;
}

/** Reads from the open app and follows it: `useEditor((editor) => editor.selection)`. */
export function useEditor<T>(select: (editor: Editor) => T): T {
  return useStore(useEditorStore(), select);
}

/** The page that is edited; the same object until the records change. Null while the app has no page. */
export function usePageDocument(): PageDocument | null {
  const records = useEditor((editor) => editor.records);
  const page = useEditor((editor) => editor.page);
  return useMemo(() => (records[`page/${page}`] ? assemblePage(records, page) : null), [records, page]);
}

/** The head of the app. */
export function useAppHead(): AppHead {
  return useEditor((editor) => editor.records.app as AppHead);
}

/** Queries of the app by name. */
export function useQueries(): Query[] {
  const records = useEditor((editor) => editor.records);
  return useMemo(() => queriesOf(records), [records]);
}

export function queriesOf(records: Editor["records"]): Query[] {
  return Object.entries(records)
    .flatMap(([key, value]) => (parseKey(key)?.kind === "query" ? [value as Query] : []))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Ids of the pages in the order of the navigation. */
export function usePageIds(): string[] {
  const records = useEditor((editor) => editor.records);
  return useMemo(() => pageIds(records), [records]);
}

/** The one selected node; null when none or several are. */
export function useSelectedNode(): PageNode | null {
  return useEditor((editor) => {
    const [id] = editor.selection;
    if (id === undefined || editor.selection.length > 1) return null;
    return (editor.records[`node/${editor.page}/${id}`] as PageNode | undefined) ?? null;
  });
}

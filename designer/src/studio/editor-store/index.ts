export type { SaveState } from "./autosave.ts";
export { unsentDiff } from "./draft-sync.ts";
export type { Edit, Editor, EditorStore, FrameProblem } from "./editor-store.ts";
export { openEditor } from "./open-editor.ts";
export { EditorContext, queriesOf, useAppHead, useEditor, useEditorStore, usePageDocument, usePageIds, useQueries, useSelectedNode } from "./use-editor.tsx";

export type { SaveState } from "./autosave.ts";
export { unsentDiff } from "./draft-sync.ts";
export type { Edit, Editor, EditorStore, FrameProblem } from "./editor-store.ts";
export { openEditor, shelfOf } from "./open-editor.ts";
export { EditorContext, queriesOf, useAppHead, useEditor, useEditorStore, usePageDocument, usePageIds, useQueries, useSelectedNode } from "./use-editor.tsx";
export type { LeftEdits } from "./unsent-shelf.ts";
export { recordDifferences } from "./record-differences.ts";

import { type EditorStore, unsentDiff } from "../editor-store/index.ts";

/** Waits until the server knows the connectors of the draft: it looks them up there when a query is tried. */
export async function storeConnectors(store: EditorStore): Promise<void> {
  const { added, updated } = unsentDiff(store.autosave.sync);
  if (added.app ?? updated.app) await store.autosave.flush();
}

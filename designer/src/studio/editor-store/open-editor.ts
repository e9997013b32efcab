import { type AppRecords, routes } from "@tessera/contracts";
import { callApi } from "../../api/index.ts";
import { type EditorStore, createEditorStore } from "./editor-store.ts";
import { followChanges } from "./follow-changes.ts";
import { unsentStoreOf } from "./unsent-store.ts";

/** Opens the draft of an app for editing: saves by itself and follows others until `stop`. */
export function openEditor(app: string, draft: { revision: number; records: AppRecords }): EditorStore {
  const params = { app };
  const store = createEditorStore({
    app,
    draft,
    unsent: unsentStoreOf(app),
    clock: { now: Date.now, set: (run, delayMs) => setTimeout(run, delayMs), clear: (timer) => clearTimeout(timer as number) },
    newChangeId: () => crypto.randomUUID(),
    api: {
      change: (body) => callApi(routes.apps.change, { params, body }),
      changesSince: (since) => callApi(routes.apps.changes, { params, query: { since } }),
      draft: () => callApi(routes.apps.draft, { params }) as Promise<{ revision: number; records: AppRecords }>,
    },
  });
  const ended = new AbortController();
  void followChanges({
    app,
    revision: () => store.autosave.sync.revision,
    onChanges: (changes, by) => {
      const before = store.autosave.sync;
      const foreign = changes.some((change) => change.revision > before.revision && change.changeId !== before.flight?.changeId);
      store.autosave.receive(changes);
      if (foreign && by !== null) store.getState().seeOther(by);
    },
    onGap: () => store.autosave.refresh(),
    signal: ended.signal,
  });
  const retry = (): void => store.autosave.retryNow();
  window.addEventListener("online", retry);
  return Object.assign(store, {
    stop: () => {
      ended.abort();
      window.removeEventListener("online", retry);
      void store.autosave.flush().then(() => store.autosave.stop());
    },
  });
}

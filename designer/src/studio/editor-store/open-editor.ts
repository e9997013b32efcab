import { type AppRecords, routes } from "@tessera/contracts";
import { newId } from "@tessera/page";
import { callApi } from "../../api/index.ts";
import { type EditorStore, createEditorStore } from "./editor-store.ts";
import { followChanges } from "./follow-changes.ts";
import { openTabs, tabOfThisPage } from "./tab-claim.ts";
import { type UnsentShelf, openShelf } from "./unsent-shelf.ts";

/** The unsent edits of an app in this browser. */
export async function shelfOf({ space, user, app }: { space: string; user: string; app: string }): Promise<UnsentShelf> {
  const tab = await tabOfThisPage();
  return openShelf({ space, user, app, tab, openTabs: await openTabs(navigator.locks as LockManager | undefined), storage: localStorage, now: Date.now });
}

/** Opens the draft of an app for editing: saves by itself and follows others until `stop`. */
export function openEditor(app: string, draft: { revision: number; records: AppRecords }, shelf: UnsentShelf): EditorStore {
  const params = { app };
  const store = createEditorStore({
    app,
    draft,
    unsent: shelf.own,
    shelf,
    clock: { now: Date.now, set: (run, delayMs) => setTimeout(run, delayMs), clear: (timer) => clearTimeout(timer as number) },
    // Not `crypto.randomUUID`: it is missing where the platform is not served over HTTPS.
    newChangeId: () => `${newId("change")}${newId("c")}`,
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

import { ApiError, type AppRecords, type Diff } from "@tessera/contracts";
import { applyDiff, conflictingKeys, setAppHead, setPageHead } from "@tessera/page";
import { expect, it } from "vitest";
import type { UnsentStore } from "./autosave.ts";
import type { RemoteChange } from "./draft-sync.ts";
import { createEditorStore } from "./editor-store.ts";

const page = (id: string) => ({ schemaVersion: 1, id, title: { en: id }, path: id, order: id === "home" ? "a0" : "a1", navigation: true, components: {}, i18n: {}, state: {} });
const start: AppRecords = { app: { schemaVersion: 1, title: { en: "Alerts" }, description: {}, icon: "Alert", home: "home", connectors: {} }, "page/home": page("home"), "page/second": page("second") };

/** A server that merges by record and refuses edits of the same record, as the real one does. */
function createServer() {
  let records = start;
  const log: Required<RemoteChange>[] = [];
  const server = {
    fault: null as Error | null,
    /** Edits before this revision are no longer listed. */
    expired: 0,
    loseAnswers: 0,
    get records() {
      return records;
    },
    log,
    async change({ baseRevision, diff, changeId }: { baseRevision: number; diff: Diff; changeId: string }) {
      if (server.fault) throw server.fault;
      if (baseRevision < server.expired) throw problem(410);
      const others = log.filter((change) => change.revision > baseRevision && change.changeId !== changeId);
      if (!log.some((change) => change.changeId === changeId)) {
        if (others.some((change) => conflictingKeys(diff, change.diff).length > 0)) throw problem(409);
        records = applyDiff(records, diff);
        log.push({ revision: log.length + 1, diff, changeId });
      }
      if (server.loseAnswers > 0) {
        server.loseAnswers -= 1;
        throw new TypeError("Failed to fetch");
      }
      return { revision: log.length, others };
    },
    changesSince: async (since: number) => ({ revision: log.length, changes: log.filter((change) => change.revision > since) }),
    draft: async () => ({ revision: log.length, records }),
    other(edit: (current: AppRecords) => Diff) {
      const diff = edit(records);
      records = applyDiff(records, diff);
      log.push({ revision: log.length + 1, diff, changeId: `other-${log.length}` });
    },
  };
  return server;
}

const problem = (status: number) => new ApiError(status, { type: "about:blank", title: "", status, code: "app.conflict", detail: "", traceId: "" });

function open(server: ReturnType<typeof createServer>, unsent: UnsentStore = memory()) {
  let due: (() => void) | null = null;
  let ids = 0;
  const store = createEditorStore({
    app: "alerts", api: server, draft: { revision: 0, records: start }, unsent, newChangeId: () => `mine-change-${(ids += 1)}`,
    clock: { now: () => 0, set: (run) => (due = run), clear: () => (due = null) },
  });
  /** Runs timers until nothing is due and nothing is on its way. */
  const rest = async () => {
    for (let turn = 0; turn < 50; turn += 1) {
      const run = due as (() => void) | null;
      due = null;
      run?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const step = async () => {
    const run = due as (() => void) | null;
    due = null;
    run?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { store, rest, step };
}

function memory(): UnsentStore & { kept: Diff | null } {
  const store = { kept: null as Diff | null, read: () => store.kept, write: (diff: Diff | null) => ((store.kept = diff), true) };
  return store;
}

const title = (text: string) => (records: AppRecords) => setAppHead(records, { patch: { title: { en: text } } });

it("sends several edits as one and then is saved", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  store.getState().edit(title("A"));
  store.getState().edit(title("B"));
  expect(store.getState().save.kind).toBe("unsaved");
  await rest();
  expect(store.getState().save.kind).toBe("saved");
  expect(server.log).toHaveLength(1);
  expect(server.records["app"]?.["title"]).toEqual({ en: "B" });
});

it("keeps edits made while an answer is on its way", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  store.getState().edit(title("A"));
  const flushed = store.autosave.flush();
  store.getState().edit(title("B"));
  await rest();
  expect(await flushed).toBe(true);
  expect(server.records["app"]?.["title"]).toEqual({ en: "B" });
});

it("survives a lost answer without applying the edit twice", async () => {
  const server = createServer();
  server.loseAnswers = 1;
  const { store, step, rest } = open(server);
  store.getState().edit(title("A"));
  await step();
  expect(store.getState().save.kind).toBe("offline");
  store.getState().edit((records) => setPageHead(records, { page: "second", patch: { path: "two" } }));
  await rest();
  expect(store.getState().save.kind).toBe("saved");
  expect(server.log.map((change) => change.changeId)).toEqual(["mine-change-1", "mine-change-2"]);
  expect(server.records["page/second"]?.["path"]).toBe("two");
});

it("stays offline until the server answers again, and keeps what is unsent over a reload", async () => {
  const server = createServer();
  server.fault = new TypeError("Failed to fetch");
  const unsent = memory();
  const first = open(server, unsent);
  first.store.getState().edit(title("Kept"));
  await first.step();
  expect(first.store.getState().save.kind).toBe("offline");
  first.store.autosave.stop();
  server.fault = null;
  const second = open(server, unsent);
  expect(second.store.getState().records["app"]?.["title"]).toEqual({ en: "Kept" });
  await second.rest();
  expect(server.records["app"]?.["title"]).toEqual({ en: "Kept" });
  expect(unsent.kept).toBeNull();
});

it("merges others' edits of other records, keeping undo and selection", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  store.getState().edit(title("Mine"));
  server.other((records) => setPageHead(records, { page: "second", patch: { path: "theirs" } }));
  await rest();
  expect(store.getState().records["page/second"]?.["path"]).toBe("theirs");
  store.getState().undo();
  await rest();
  expect(server.records["app"]?.["title"]).toEqual({ en: "Alerts" });
  expect(server.records["page/second"]?.["path"]).toBe("theirs");
});

it("merges by itself when two people change different fields of one record", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  server.other((records) => setAppHead(records, { patch: { icon: "Bell" } }));
  store.getState().edit(title("Mine"));
  await rest();
  expect(store.getState().save.kind).toBe("saved");
  expect(server.records["app"]).toMatchObject({ icon: "Bell", title: { en: "Mine" } });
});

it("asks when two people change the same field, and obeys either answer", async () => {
  for (const choice of ["mine", "theirs"] as const) {
    const server = createServer();
    const { store, rest } = open(server);
    server.other(title("Theirs"));
    store.getState().edit(title("Mine"));
    await rest();
    expect(store.getState().save).toEqual({ kind: "conflict", keys: ["app"] });
    store.autosave.resolve(choice);
    await rest();
    expect(store.getState().save.kind).toBe("saved");
    expect(server.records["app"]?.["title"]).toEqual({ en: choice === "mine" ? "Mine" : "Theirs" });
    expect(store.getState().records["app"]?.["title"]).toEqual(server.records["app"]?.["title"]);
  }
});

it("says that an edit was refused and tries again with the next one", async () => {
  const server = createServer();
  server.fault = problem(422);
  const { store, rest } = open(server);
  store.getState().edit(title("Refused"));
  await rest();
  expect(store.getState().save.kind).toBe("refused");
  server.fault = null;
  store.getState().undo();
  await rest();
  expect(store.getState().save.kind).toBe("saved");
  expect(server.records["app"]?.["title"]).toEqual({ en: "Alerts" });
});

it("recognises its own edit when the follower reads it before the answer comes", async () => {
  const server = createServer();
  server.loseAnswers = 1;
  const { store, step, rest } = open(server);
  store.getState().edit(title("A"));
  await step();
  server.other(title("B"));
  store.autosave.receive(server.log);
  await rest();
  expect(store.getState().records["app"]?.["title"]).toEqual({ en: "B" });
  expect(store.getState().save.kind).toBe("saved");
});

it("reads the draft anew without losing what is unsent", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  server.other((records) => setPageHead(records, { page: "second", patch: { path: "theirs" } }));
  store.getState().edit(title("Mine"));
  await store.autosave.refresh();
  expect(store.getState().records["page/second"]?.["path"]).toBe("theirs");
  await rest();
  expect(server.records["app"]?.["title"]).toEqual({ en: "Mine" });
  expect(store.getState().save.kind).toBe("saved");
});

it("reads the draft anew when the server no longer lists the edits since, and puts mine on top", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  server.other((records) => setPageHead(records, { page: "second", patch: { path: "theirs" } }));
  server.expired = 1;
  store.getState().edit(title("Mine"));
  await rest();
  expect(store.getState()).toMatchObject({ save: { kind: "saved" }, reloaded: 1 });
  expect(server.records["app"]?.["title"]).toEqual({ en: "Mine" });
  expect(store.getState().records["page/second"]?.["path"]).toBe("theirs");
});

it("asks where the draft that was read anew holds something else at the same place", async () => {
  const server = createServer();
  const { store, rest } = open(server);
  server.other(title("Theirs"));
  server.expired = 1;
  store.getState().edit(title("Mine"));
  await rest();
  expect(store.getState().save).toEqual({ kind: "conflict", keys: ["app"] });
  store.autosave.resolve("mine");
  await rest();
  expect(server.records["app"]?.["title"]).toEqual({ en: "Mine" });
});

it("takes up edits that an earlier tab left, and asks where they no longer fit", async () => {
  const left = title("Left")(start);
  const server = createServer();
  const { store, rest } = open(server);
  server.other((records) => setPageHead(records, { page: "second", patch: { path: "theirs" } }));
  expect(await store.autosave.adopt(left)).toBe(true);
  await rest();
  expect(server.records["app"]?.["title"]).toEqual({ en: "Left" });
  expect(await store.autosave.adopt(left)).toBe(true);
  await rest();
  expect(store.getState().save.kind).toBe("saved");
  store.getState().edit(title("Newer"));
  await rest();
  await store.autosave.adopt(left);
  expect(store.getState().save).toEqual({ kind: "conflict", keys: ["app"] });
});

it("says when unsent edits would not survive closing the tab", async () => {
  const full: UnsentStore = { read: () => null, write: (diff) => diff === null };
  const { store, rest } = open(createServer(), full);
  store.getState().edit(title("Large"));
  expect(store.getState().keptHere).toBe(false);
  await rest();
  expect(store.getState().keptHere).toBe(true);
});

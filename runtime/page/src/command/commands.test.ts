import { type AppRecords, type Diff, diffSchema, isTesseraError, recordSchemaOf } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBundle } from "../check/check-bundle.ts";
import { applyDiff, emptyDiff, isEmptyDiff } from "../diff/diff.ts";
import { emptyApp, sampleApp, sampleManifests } from "../fixtures/sample-app.ts";
import { createHistory } from "../history/history.ts";
import { assembleBundle, assemblePage, explodeBundle } from "../records/bundle.ts";
import { newId } from "../records/id.ts";
import { childrenOf, nodesOf, pageIds } from "../records/tree.ts";
import { usesOf } from "../use/uses-of.ts";
import { addQuery, removeQuery, renameQuery, setAppHead, setConnector, updateQuery } from "./app.ts";
import { copyNodes, duplicateNodes, pasteNodes, readClipboard } from "./clipboard.ts";
import { duplicatePage } from "./duplicate-page.ts";
import { alignNodes, setRects } from "./layout.ts";
import { insertNode, moveNode, removeNodes } from "./nodes.ts";
import { addPage, removePage, renamePage, reorderPage, setPageHead } from "./pages.ts";
import { renameNode, setEvents, setProp, setVisible, unsetProp } from "./props.ts";

const seeded = (seed: number): (() => number) => () => ((seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31);
const problemsOf = (records: AppRecords): unknown[] => checkBundle(assembleBundle(records), sampleManifests).filter((problem) => problem.severity === "error");

/** One random edit of an app, from three numbers; refusals count as no edit. */
function randomEdit(records: AppRecords, kind: number, a: number, b: number): Diff | null {
  const random = seeded(kind * 7_919 + a * 104_729 + b);
  const pages = pageIds(records);
  const page = pages[a % Math.max(1, pages.length)] ?? "none";
  const nodes = nodesOf(records, page);
  const ids = Object.keys(nodes);
  const node = ids[a % Math.max(1, ids.length)] ?? "none";
  const containers = [null, ...ids.filter((id) => nodes[id]?.type === "container")];
  const parent = containers[b % containers.length] ?? null;
  const rect = { x: a % 20, y: b % 40, w: 1 + (b % 24), h: 1 + (a % 12) };
  const breakpoint = (["desktop", "tablet", "mobile"] as const)[b % 3] ?? "desktop";
  const queries = Object.keys(assembleBundle(records).queries);
  const edits: (() => Diff)[] = [
    () => insertNode(records, { page, id: newId("table", random), type: (["table", "container", "text-input"] as const)[b % 3] ?? "table", parent, rect, breakpoint }),
    () => removeNodes(records, { page, nodes: [node] }),
    () => moveNode(records, { page, node, parent, index: b % 4, breakpoint, rect }),
    () => setRects(records, { page, breakpoint, rects: { [node]: rect } }),
    () => renameNode(records, { page, node, name: `name${b % 6}` }),
    () => duplicateNodes(records, { page, nodes: [node, ids[b % Math.max(1, ids.length)] ?? node], random }).diff,
    () => pasteNodes(records, { page: pages[b % Math.max(1, pages.length)] ?? "none", clipboard: copyNodes(records, { page, nodes: [node] }), random }).diff,
    () => alignNodes(records, { page, breakpoint, nodes: ids.slice(0, 3), to: (["left", "right", "center", "top", "sameWidth", "sameHeight", "distribute"] as const)[a % 7] ?? "left" }),
    () => addPage(records, { id: newId("page", random), title: { en: "P" }, path: `p${a % 9}` }),
    () => duplicatePage(records, { page, id: newId("page", random) }),
    () => removePage(records, { page }),
    () => reorderPage(records, { page, index: b % 3 }),
    () => setPageHead(records, { page, patch: { navigation: b % 2 === 0 } }),
    () => renamePage(records, { page, title: { en: `T${b}` } }),
    () => addQuery(records, { query: { id: newId("query", random), name: `q${b % 9}`, kind: "operation", connector: "cmdb", operation: "x", inputs: {}, trigger: "load" } }),
    () => updateQuery(records, { query: queries[a % Math.max(1, queries.length)] ?? "none", patch: { pollMs: b % 2 ? 5_000 : undefined } }),
    () => setProp(records, { page, node, prop: "title", value: { kind: "static", value: `t${b}` } }),
    () => unsetProp(records, { page, node, prop: "title" }),
    () => setVisible(records, { page, node, visible: b % 2 ? { kind: "static", value: true } : null }),
    () => setAppHead(records, { patch: { icon: `Icon${b % 3}` } }),
    () => setConnector(records, { alias: `c${a % 3}`, mapping: b % 2 ? { connector: "x", stage: "prod" } : null }),
  ];
  try {
    return edits[kind % edits.length]?.() ?? null;
  } catch (error) {
    if (isTesseraError(error)) return null;
    throw error;
  }
}

describe("any sequence of commands", () => {
  const edits = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000)), { maxLength: 30 });

  it("keeps the app sound, yields valid diffs, and undoes to the start and redoes to the end", () => {
    fc.assert(fc.property(edits, (list) => {
      const start = sampleApp();
      let records = start;
      const history = createHistory();
      for (const [kind, a, b] of list) {
        const diff = randomEdit(records, kind, a, b);
        if (!diff) continue;
        expect(diffSchema.parse(diff)).toEqual(diff);
        records = applyDiff(records, diff);
        history.push(diff);
        for (const [key, value] of Object.entries({ ...diff.added, ...Object.fromEntries(Object.entries(diff.updated).map(([id, [, to]]) => [id, to])) })) {
          expect(recordSchemaOf(key).safeParse(value).error?.issues ?? []).toEqual([]);
        }
      }
      expect(problemsOf(records)).toEqual([]);
      const end = records;
      for (let step = history.undo(records); step; step = history.undo(records)) records = applyDiff(records, step.diff);
      expect(records).toEqual(start);
      for (let step = history.redo(records); step; step = history.redo(records)) records = applyDiff(records, step.diff);
      expect(records).toEqual(end);
    }), { numRuns: 60 });
  });

  it("keeps fields that this version does not know, on every record that stays", () => {
    fc.assert(fc.property(edits, (list) => {
      let records: AppRecords = Object.fromEntries(Object.entries(sampleApp()).map(([key, record]) => [key, { ...record, xFuture: { of: key } }]));
      const first = Object.keys(records);
      for (const [kind, a, b] of list) records = applyDiff(records, randomEdit(records, kind, a, b) ?? emptyDiff());
      const moved = (key: string): boolean => key.startsWith("layout/");
      for (const key of first) if (records[key] && !moved(key)) expect(records[key]?.xFuture).toEqual({ of: key });
      expect(explodeBundle(assembleBundle(records))).toEqual(records);
    }), { numRuns: 60 });
  });

  it("can be undone among the edits of someone else, and stays sound", () => {
    fc.assert(fc.property(edits, edits, (mine, theirs) => {
      let records = sampleApp();
      const history = createHistory();
      for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
        for (const [list, keep] of [[mine, true], [theirs, false]] as const) {
          const [kind, a, b] = list[index] ?? [];
          if (kind === undefined || a === undefined || b === undefined) continue;
          const diff = randomEdit(records, kind, a, b + (keep ? 0 : 5_000));
          if (!diff) continue;
          records = applyDiff(records, diff);
          if (keep) history.push(diff);
        }
      }
      for (let step = history.undo(records); step; step = history.undo(records)) records = applyDiff(records, step.diff);
      const unsound = checkBundle(assembleBundle(records), sampleManifests).filter((problem) => ["page.parent-missing", "page.id-mismatch", "page.layout-orphan"].includes(problem.code));
      expect(unsound).toEqual([]);
    }), { numRuns: 40 });
  });
});

describe("node commands", () => {
  it("remove a container with what is inside it and their places", () => {
    const diff = removeNodes(sampleApp(), { page: "home", nodes: ["box"] });
    expect(Object.keys(diff.removed).sort()).toEqual(["layout/home/desktop/box", "layout/home/desktop/grid", "node/home/box", "node/home/grid"]);
  });

  it("refuse a move into itself, unknown records, taken names and reserved words", () => {
    const records = sampleApp();
    expect(() => moveNode(records, { page: "home", node: "box", parent: "box" })).toThrow(expect.objectContaining({ code: "page.own-descendant" }));
    expect(() => setProp(records, { page: "home", node: "gone", prop: "x", value: { kind: "static", value: 1 } })).toThrow(expect.objectContaining({ code: "page.record-missing" }));
    expect(() => renameNode(records, { page: "home", node: "grid", name: "container" })).toThrow(expect.objectContaining({ code: "page.name-taken" }));
    expect(() => insertNode(records, { page: "home", id: "__proto__", type: "table" })).toThrow(expect.objectContaining({ code: "page.invalid-id" }));
    expect(() => addPage(records, { id: "other", title: {}, path: "home" })).toThrow(expect.objectContaining({ code: "page.path-taken" }));
    expect(() => renameQuery(records, { query: "hosts", name: "not a name" })).toThrow(expect.objectContaining({ code: "page.invalid-id" }));
  });

  it("move between siblings by index", () => {
    let records = sampleApp();
    records = applyDiff(records, moveNode(records, { page: "home", node: "grid", parent: null, index: 0, rect: { x: 0, y: 0, w: 24, h: 5 } }));
    expect(childrenOf(nodesOf(records, "home"), null).map((node) => node.id)).toEqual(["grid", "search", "box"]);
    expect(assemblePage(records, "home").layout.desktop).toMatchObject({ grid: { y: 0 }, search: { y: 5 }, box: { y: 9 } });
  });

  it("change nothing when the value is the same", () => {
    const records = sampleApp();
    expect(isEmptyDiff(setProp(records, { page: "home", node: "grid", prop: "data", value: { kind: "binding", template: "{{ queries.hosts.data }}" } }))).toBe(true);
    expect(isEmptyDiff(unsetProp(records, { page: "home", node: "grid", prop: "none" }))).toBe(true);
  });
});

describe("copy and paste", () => {
  it("gives copies new ids and names, and points what they say about each other to the copies", () => {
    let records = sampleApp();
    records = applyDiff(records, setProp(records, { page: "home", node: "box", prop: "title", value: { kind: "binding", template: "{{ components.grid.selectedRow?.name }} {{ components.search.value }}" } }));
    records = applyDiff(records, setEvents(records, { page: "home", node: "grid", event: "rowClick", actions: [{ kind: "reset", node: "box" }, { kind: "runQuery", query: "hosts", onSuccess: [{ kind: "reset", node: "grid" }] }] }));
    const clipboard = readClipboard(JSON.stringify(copyNodes(records, { page: "home", nodes: ["box", "grid"] })));
    if (!clipboard) throw new Error("the clipboard must read what was copied");
    const { diff, roots, missingQueries } = pasteNodes(records, { page: "home", clipboard, random: seeded(1) });
    const pasted = Object.values(diff.added).filter((record) => "type" in record) as unknown as { id: string; name: string; type: string; parent: string | null; props: Record<string, { template: string }>; events: unknown }[];
    const box = pasted.find((node) => node.type === "container");
    const grid = pasted.find((node) => node.type === "table");
    expect(roots).toEqual([box?.id]);
    expect([box?.name, grid?.name, grid?.parent]).toEqual(["container2", "table2", box?.id]);
    expect(box?.props.title?.template).toBe(`{{ components.${grid?.id}.selectedRow?.name }} {{ components.search.value }}`);
    expect(grid?.events).toEqual({ rowClick: [{ kind: "reset", node: box?.id }, { kind: "runQuery", query: "hosts", onSuccess: [{ kind: "reset", node: grid?.id }] }] });
    expect(missingQueries).toEqual([]);

    const other = applyDiff(emptyApp(), addPage(emptyApp(), { id: "first", title: {}, path: "first" }));
    const across = pasteNodes(other, { page: "first", clipboard });
    expect(across.missingQueries.map((query) => query.id)).toEqual(["hosts"]);
    expect(Object.keys(applyDiff(other, across.diff)).filter((key) => key.startsWith("node/first/"))).toHaveLength(2);
  });

  it("refuses text that is no clipboard, and broken ones as a whole", () => {
    for (const text of ["", "{}", "[]", "null", "{\"format\":\"tessera/nodes@1\"}"]) expect(readClipboard(text)).toBeNull();
    const sound = copyNodes(sampleApp(), { page: "home", nodes: ["box"] });
    expect(readClipboard(JSON.stringify(sound))).toEqual(sound);
    const breaks: ((copy: Record<string, Record<string, unknown>>) => unknown)[] = [
      (copy) => Object.assign(copy.nodes?.grid ?? {}, { name: "not a name" }), (copy) => Object.assign(copy.nodes?.grid ?? {}, { name: "constructor" }), (copy) => Object.assign(copy.nodes?.grid ?? {}, { id: "other" }),
      (copy) => Object.assign(copy.nodes?.grid ?? {}, { props: { data: { kind: "unknown" } } }), (copy) => Object.assign(copy, { roots: ["gone"] }), (copy) => Object.assign(copy, { roots: [{}] }),
      (copy) => Object.assign(copy.layout ?? {}, { desktop: { grid: { x: "0" } } }), (copy) => Object.assign(copy, { queries: { hosts: { id: "other" } } }), (copy) => Object.assign(copy.nodes ?? {}, { extra: null }),
    ];
    for (const spoil of breaks) {
      const copy = JSON.parse(JSON.stringify(sound)) as Record<string, Record<string, unknown>>;
      spoil(copy);
      expect(readClipboard(JSON.stringify(copy))).toBeNull();
    }
    const clipboard = { ...copyNodes(sampleApp(), { page: "home", nodes: ["grid"] }), roots: [] };
    expect(() => pasteNodes(sampleApp(), { page: "home", clipboard })).toThrow(expect.objectContaining({ code: "page.clipboard" }));
  });
});

describe("uses", () => {
  it("lists who names a record, with the place", () => {
    let records = sampleApp();
    records = applyDiff(records, setEvents(records, { page: "home", node: "grid", event: "rowClick", actions: [{ kind: "navigate", page: "home" }, { kind: "notify", level: "info", message: { kind: "binding", template: "{{ components.search.value }}" } }] }));
    expect(usesOf(records, { kind: "query", id: "hosts" })).toEqual([{ key: "node/home/grid", path: "/props/data", page: "home", node: "grid", name: "table" }]);
    expect(usesOf(records, { kind: "node", page: "home", id: "search" }).map((use) => use.path)).toEqual(["/events/rowClick/1/message"]);
    expect(usesOf(records, { kind: "page", id: "home" }).map((use) => use.path)).toEqual(["/home", "/events/rowClick/0/page"]);
    expect(usesOf(applyDiff(records, removeQuery(records, { query: "hosts" })), { kind: "query", id: "hosts" })).toHaveLength(1);
  });
});

describe("history", () => {
  it("undoes typing in one field as one, until the field is left", () => {
    let records = sampleApp();
    const history = createHistory({ limit: 3 });
    const type = (text: string, at: number): void => {
      const diff = setProp(records, { page: "home", node: "box", prop: "title", value: { kind: "static", value: text } });
      records = applyDiff(records, diff);
      history.push(diff, { group: "box/title", label: "Change title", at });
    };
    type("a", 0);
    type("ab", 100);
    history.seal();
    type("abc", 200);
    type("abcd", 9_000);
    expect(history.undoLabel).toBe("Change title");
    const titles: unknown[] = [];
    for (let step = history.undo(records); step; step = history.undo(records)) {
      records = applyDiff(records, step.diff);
      titles.push((nodesOf(records, "home").box?.props.title as { value?: unknown } | undefined)?.value);
    }
    expect(titles).toEqual(["abc", "ab", undefined]);
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
  });

  it("keeps what others did to the same record", () => {
    let records = sampleApp();
    const history = createHistory();
    const mine = setProp(records, { page: "home", node: "box", prop: "title", value: { kind: "static", value: "mine" } });
    records = applyDiff(records, mine);
    history.push(mine);
    records = applyDiff(records, renameNode(records, { page: "home", node: "box", name: "theirs" }));
    const step = history.undo(records);
    expect(step?.conflicts).toEqual([]);
    records = applyDiff(records, step?.diff ?? { added: {}, updated: {}, removed: {} });
    expect(nodesOf(records, "home").box).toMatchObject({ name: "theirs", props: {} });
  });
});

import type { Locale } from "@tessera/contracts";
import { createBindingGraph } from "@tessera/page";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Calls, QueryAnswer } from "./calls.ts";
import { type Queries, createQueries } from "./queries.ts";

type Graph = ReturnType<typeof createBindingGraph>;
const query = (id: string, inputs: Record<string, string> = {}, more: object = {}) => ({ id, name: id, trigger: "load" as const, inputs: Object.fromEntries(Object.entries(inputs).map(([name, template]) => [name, { kind: "binding" as const, template }])), ...more });

describe("queries of a page", () => {
  let graph: Graph;
  let queries: Queries;
  let locale: Locale;
  let asked: { id: string; inputs: Record<string, unknown>; answer: (answer: QueryAnswer) => void; progress?: (progress: number | null) => void }[];
  const data = (id: string): unknown => graph.get(["queries", id, "data"]);
  const answer = async (index: number, value: unknown): Promise<void> => {
    asked[index]?.answer({ ok: true, data: value });
    await vi.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    graph = createBindingGraph();
    locale = "en";
    asked = [];
    const calls: Calls = { run: (id, inputs, progress) => new Promise((resolve) => asked.push({ id, inputs, answer: resolve, ...(progress === undefined ? {} : { progress }) })), answer: () => undefined, progress: () => undefined };
    queries = createQueries(graph, calls, () => locale, () => 1);
  });
  afterEach(() => {
    queries.stop();
    vi.useRealTimers();
  });

  it("wait for the queries that their inputs read", async () => {
    queries.use([query("b", { "query.id": "{{ queries.a.data.id }}" }), query("a")]);
    expect(asked.map(({ id }) => id)).toEqual(["a"]);
    await answer(0, { id: 5 });
    await vi.advanceTimersByTimeAsync(150);
    expect(asked[1]).toMatchObject({ id: "b", inputs: { "query.id": 5 } });
  });

  it("drop late answers, and answers after the page was left", async () => {
    queries.use([query("a", {}, { trigger: "manual" })]);
    void queries.run("a");
    void queries.run("a");
    await answer(1, "second");
    await answer(0, "first");
    expect(data("a")).toBe("second");
    void queries.run("a");
    queries.use([]);
    await answer(2, "third");
    expect(data("a")).toBeUndefined();
  });

  it("show how far started work is, until it has ended", async () => {
    queries.use([query("a")]);
    const state = (): unknown[] => [graph.get(["queries", "a", "loading"]), graph.get(["queries", "a", "progress"])];
    expect(state()).toEqual([true, null]);
    asked[0]?.progress?.(0.4);
    expect(state()).toEqual([true, 0.4]);
    void queries.run("a");
    asked[0]?.progress?.(0.9);
    expect(state()).toEqual([true, 0.4]);
    await answer(1, "done");
    expect([state(), data("a")]).toEqual([[false, null], "done"]);
  });

  it("stop polling while hidden and look again when shown", async () => {
    queries.use([query("a", {}, { pollMs: 1_000 })]);
    await answer(0, 1);
    queries.setHidden(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(1);
    queries.setHidden(false);
    expect(asked).toHaveLength(2);
    await answer(1, 2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(3);
  });

  it("keep polling after an error", async () => {
    queries.use([query("a", {}, { pollMs: 1_000 })]);
    asked[0]?.answer({ ok: false, error: { code: "x", message: "down" } });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    await answer(1, "up");
    expect([data("a"), graph.get(["queries", "a", "error"])]).toEqual(["up", null]);
  });

  it("say which input is wrong instead of running", async () => {
    queries.use([query("a", { "query.x": "{{ (() => { throw new Error('no') })() }}" }), query("b", { "query.y": "{{ a b }}" })]);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual([]);
    expect(graph.get(["queries", "a", "error", "message"])).toBe("The input query.x failed. Error: no");
    expect(graph.get(["queries", "b", "error", "message"])).toMatch(/^The input query\.y cannot be read/);
  });

  it("say it in the language that the page is shown in", async () => {
    locale = "zh-CN";
    queries.use([query("a", { "query.y": "{{ a b }}" })]);
    expect(graph.get(["queries", "a", "error", "message"])).toMatch(/^输入 query\.y 无法解析。绑定的第 6 个字符处无法解析：/);
    expect(await queries.run("gone")).toMatchObject({ error: { message: "此页面没有数据源 `gone`。" } });
  });

  it("that wait for each other are an error, not a loop", async () => {
    queries.use([query("a", { "query.x": "{{ queries.b.data }}" }), query("b", { "query.y": "{{ queries.a.data }}" })]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]);
    expect(graph.get(["queries", "a", "error", "message"])).toContain("wait for each other");
  });

  it("do not run again for inputs that are the same", async () => {
    queries.use([query("a", { "query.x": "{{ ({ list: [state.x] }) }}" })]);
    expect(asked).toHaveLength(1);
    graph.set(["state", "x"], undefined);
    graph.set(["state", "y"], 1);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
  });
});

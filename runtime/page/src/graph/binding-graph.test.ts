import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { compileTemplate } from "../binding/compile.ts";
import { createBindingGraph } from "./binding-graph.ts";

describe("the binding graph", () => {
  it("evaluates only what depends on a change, once per batch, and tells only its owner", () => {
    const graph = createBindingGraph();
    let runs = 0;
    Object.assign(globalThis, { countRun: (value: unknown) => ((runs += 1), value) });
    graph.define("a", "title", compileTemplate("{{ countRun(state.x) }}"));
    graph.define("b", "title", compileTemplate("{{ state.y }}"));
    let told = 0;
    const stop = graph.subscribe("a", () => (told += 1));
    graph.subscribe("b", () => expect.fail("b does not read state.x"));
    runs = 0;
    graph.batch(() => {
      graph.set(["state", "x"], 1);
      graph.set(["state", "x"], 2);
    });
    expect([runs, told, graph.read("a", "title")]).toEqual([1, 1, { status: "value", value: 2 }]);
    graph.set(["state", "x"], 2);
    graph.set(["state"], { x: 2, z: 1 });
    expect(told).toBe(1);
    stop();
    graph.set(["state", "x"], 3);
    expect([told, graph.read("a", "title")]).toEqual([1, { status: "value", value: 3 }]);
    Reflect.deleteProperty(globalThis, "countRun");
  });

  it("follows places that are named by computation, and places that go away", () => {
    const graph = createBindingGraph();
    graph.define("a", "v", compileTemplate("{{ components[state.which].value }}"));
    expect(graph.read("a", "v")).toEqual({ status: "pending" });
    graph.set(["components", "n", "value"], 5);
    graph.set(["state", "which"], "n");
    expect(graph.read("a", "v")).toEqual({ status: "value", value: 5 });
    graph.unset(["components", "n"]);
    expect(graph.read("a", "v")).toEqual({ status: "pending" });
    graph.remove("a");
    expect(graph.read("a", "v")).toBeUndefined();
  });

  it("names the bindings of a circle and keeps the others going; taking one out heals it", () => {
    const graph = createBindingGraph();
    graph.define("a", "value", compileTemplate("{{ components.b.value }}"));
    graph.define("b", "value", compileTemplate("{{ components.c.value }}"));
    graph.define("c", "value", compileTemplate("{{ components.a.value }}"));
    graph.define("d", "value", compileTemplate("{{ components.a.other }}{{ state.x }}"));
    expect(graph.read("b", "value")).toMatchObject({ status: "error", message: { en: expect.stringContaining("components.b.value → components.c.value → components.a.value → components.b.value") as string } });
    expect(graph.cycles()).toHaveLength(3);
    expect(graph.cycles()[0]).toMatchObject({ code: "page.binding-cycle" });
    graph.set(["components", "a", "other"], "");
    graph.set(["state", "x"], 1);
    expect(graph.read("d", "value")).toEqual({ status: "value", value: "1" });
    graph.define("c", "value", compileTemplate("{{ state.x }}"));
    expect([graph.cycles(), graph.read("c", "value")]).toEqual([[], { status: "value", value: 1 }]);
  });

  it("does not see prototypes", () => {
    const graph = createBindingGraph();
    graph.define("a", "v", compileTemplate("{{ components.constructor }}"));
    expect(graph.read("a", "v")).toEqual({ status: "value", value: undefined });
  });

  it("touches 1 of 2,000 cells when one place changes", () => {
    const graph = createBindingGraph();
    graph.batch(() => {
      for (let index = 0; index < 2_000; index += 1) graph.define(`n${index}`, "title", compileTemplate(`{{ state.x${index} }}`));
    });
    let told = 0;
    for (let index = 0; index < 2_000; index += 1) graph.subscribe(`n${index}`, () => (told += 1));
    const start = performance.now();
    graph.set(["state", "x7"], 1);
    expect(told).toBe(1);
    process.stderr.write(`one update of 2,000 cells: ${(performance.now() - start).toFixed(2)} ms\n`);
  });
});

import type { PluginBinding } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { snapshotErrors } from "../errors.ts";
import { InstancePool, effectiveBindings } from "./bindings.ts";
import type { LevelBindings } from "./bindings.ts";
import { definePlugin } from "./plugin.ts";
import type { GatewayPlugin, PluginServices } from "./plugin.ts";

function plugin(name: string, priority: number, more: Partial<GatewayPlugin<{ n?: number }, object>> = {}): GatewayPlugin {
  const text = { "zh-CN": name, en: name };
  return definePlugin<{ n?: number | undefined }, object>({ name, version: "1.0.0", priority, levels: ["global", "connector", "stage", "operation"], builtIn: false, title: text, description: text, attributes: z.strictObject({ n: z.number().optional() }), init: () => ({}), ...more });
}

const bind = (name: string, attributes: Record<string, unknown> = {}, enabled = true): PluginBinding => ({ plugin: name, enabled, attributes });

function levels(global: PluginBinding[], connector: PluginBinding[] = [], stage: PluginBinding[] = [], operation: PluginBinding[] = []): LevelBindings[] {
  return [
    { level: "global", site: "ops", bindings: global },
    { level: "connector", site: "ops/p", bindings: connector },
    { level: "stage", site: "ops/p/prod", bindings: stage },
    { level: "operation", site: "ops/p/prod/get", bindings: operation },
  ];
}

const plugins = new Map([plugin("low", 1), plugin("high", 9), plugin("built-in", 5, { builtIn: true }), plugin("narrow", 3, { levels: ["operation"] })].map((one) => [one.name, one]));
const names = (given: LevelBindings[]) => effectiveBindings(given, plugins).map((one) => `${one.plugin.name}@${one.site}`);

describe("bindings", () => {
  it("run by priority, the built-in ones always", () => {
    expect(names(levels([bind("low")], [bind("high")]))).toEqual(["high@ops/p", "built-in@ops", "low@ops"]);
  });

  it("of the most specific level win, also when they switch off", () => {
    expect(names(levels([bind("low")], [bind("low")], [bind("low")], [bind("low")]))).toContain("low@ops/p/prod/get");
    expect(names(levels([bind("low")], [], [bind("low", {}, false)]))).toEqual(["built-in@ops"]);
    expect(names(levels([bind("low", {}, false)], [], [], [bind("low")]))).toContain("low@ops/p/prod/get");
  });

  it("cannot switch a built-in one off", () => {
    expect(names(levels([], [bind("built-in", {}, false)]))).toEqual(["built-in@ops/p"]);
  });

  it("of unknown plugins and at wrong levels are refused by their place", () => {
    expect(() => names(levels([], [bind("nope")]))).toThrow(expect.objectContaining({ code: snapshotErrors.pluginUnknown, message: expect.stringContaining("ops/p:") }));
    expect(() => names(levels([], [], [bind("narrow")]))).toThrow(expect.objectContaining({ code: snapshotErrors.pluginLevel, message: expect.stringContaining("ops/p/prod:") }));
  });
});

describe("instances", () => {
  const services = {} as PluginServices;
  function counted() {
    const events: string[] = [];
    const one = plugin("counted", 1, {
      init: (_attributes, { site }) => {
        events.push(`init ${site}`);
        return { site };
      },
      dispose: (state) => void events.push(`dispose ${(state as { site: string }).site}`),
    });
    const pool = new InstancePool(services);
    const load = (...given: { site: string; n: number }[]) => {
      pool.begin();
      try {
        const made = given.map(({ site, n }) => pool.instanceOf({ plugin: one, level: "stage", site, attributes: { n } }));
        pool.commit();
        return made;
      } catch (error) {
        pool.cancel();
        throw error;
      }
    };
    return { events, load, pool };
  }

  it("live on while nothing about them changes and are freed when unused", () => {
    const { events, load, pool } = counted();
    const [a] = load({ site: "a", n: 1 }, { site: "b", n: 1 }, { site: "a", n: 1 });
    const [again] = load({ site: "a", n: 1 });
    expect(again?.state).toBe(a?.state);
    load({ site: "a", n: 2 });
    pool.clear();
    expect(events).toEqual(["init a", "init b", "dispose b", "init a", "dispose a", "dispose a"]);
  });

  it("of a load that fails are freed, those in use are not", () => {
    const { events, load } = counted();
    load({ site: "a", n: 1 });
    expect(() => load({ site: "a", n: 1 }, { site: "c", n: 1 }, { site: "d", n: Number.NaN })).toThrow(expect.objectContaining({ code: snapshotErrors.pluginAttributes, message: expect.stringContaining("/n") }));
    expect(events).toEqual(["init a", "init c", "dispose c"]);
  });
});

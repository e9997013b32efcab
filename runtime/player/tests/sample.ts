import { type GridRect, type PageNode, type PlayableApp, type TaggedValue, pageDocumentSchema } from "@tessera/contracts";
import type { PlayerInit } from "../src/host/player-host.ts";

export const text = (value: string | number | boolean): TaggedValue => ({ kind: "static", value });
export const bind = (template: string): TaggedValue => ({ kind: "binding", template });

export interface SampleNode {
  type: string;
  rect?: GridRect;
  parent?: string;
  props?: Record<string, TaggedValue>;
  events?: PageNode["events"];
  visible?: TaggedValue;
}

/** An app with one page `home` (and an empty one `other`), from short node descriptions. */
export function sampleInit(nodes: Record<string, SampleNode>, more: { mode?: "view" | "edit"; queries?: PlayableApp["queries"]; state?: Record<string, string | number>; locale?: "en" | "zh-CN"; theme?: "light" | "dark" } = {}): PlayerInit {
  const page = (id: string, list: Record<string, SampleNode>) =>
    pageDocumentSchema.parse({
      schemaVersion: 1, id, title: { en: id }, path: id, order: "a0", state: id === "home" ? (more.state ?? {}) : {},
      nodes: Object.fromEntries(Object.entries(list).map(([node, { type, parent = null, props = {}, events = {}, visible }], index) => [node, { id: node, type, name: node, parent, slot: "default", order: `a${index.toString(36).padStart(3, "0")}V`, props, events, ...(visible ? { visible } : {}) }])),
      layout: { desktop: Object.fromEntries(Object.entries(list).flatMap(([node, { rect }]) => (rect ? [[node, rect]] : []))) },
    });
  return {
    mode: more.mode ?? "view",
    app: { name: "sample", space: "default", version: "1.0.0", app: { title: { en: "Sample" }, description: {}, icon: "Appstore", home: "home" }, pages: { home: page("home", nodes), other: page("other", {}) }, queries: more.queries ?? {} },
    page: "home", params: { from: "link" }, user: { name: "ada", displayName: "Ada" }, locale: more.locale ?? "en", theme: more.theme ?? "light", reducedMotion: true,
  };
}

export const query = (id: string, more: Partial<PlayableApp["queries"][string]> = {}): PlayableApp["queries"][string] => ({ id, name: id, trigger: "load", inputs: {}, ...more });

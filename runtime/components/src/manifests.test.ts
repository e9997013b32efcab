import { componentManifestSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { iconNames, manifests } from "./manifests.ts";

describe("manifests", () => {
  it("have types of their own", () => {
    expect(new Set(manifests.map(({ type }) => type)).size).toBe(manifests.length);
  });

  describe.each(manifests.map((manifest) => [manifest.type, manifest] as const))("%s", (_type, manifest) => {
    it("follows the schema and survives JSON", () => {
      expect(componentManifestSchema.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
    });

    it("speaks both languages", () => {
      const texts = [manifest.title, manifest.description, ...manifest.props.flatMap((prop) => [prop.label, prop.help, ...(prop.options ?? []).map(({ label }) => label)]), ...manifest.events.map(({ label }) => label), ...manifest.slots.map(({ label }) => label), ...manifest.exposes.map(({ description }) => description)];
      for (const text of texts.filter((one) => one !== undefined)) expect(text).toEqual({ "zh-CN": expect.stringMatching(/./), en: expect.stringMatching(/./) });
    });

    it("names an icon that can be drawn", () => {
      expect(iconNames).toContain(manifest.icon);
    });

    it("names each property, event, slot and exposed value once", () => {
      for (const list of [manifest.props, manifest.events, manifest.slots, manifest.exposes]) expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    });

    it("has defaults that its own schemas accept", () => {
      for (const prop of manifest.props) {
        const { type, enum: choices } = prop.schema as { type?: string | string[]; enum?: unknown[] };
        const kind = prop.default === null ? "null" : Array.isArray(prop.default) ? "array" : typeof prop.default;
        if (type !== undefined) expect([type].flat(), `${prop.name} is ${kind}`).toContain(kind);
        if (choices !== undefined) expect(choices).toContain(prop.default);
      }
    });

    it("fits into the grid", () => {
      expect(manifest.defaultSize.w).toBeLessThanOrEqual(24);
      expect(manifest.minSize?.w ?? 1).toBeLessThanOrEqual(manifest.defaultSize.w);
      expect(manifest.minSize?.h ?? 1).toBeLessThanOrEqual(manifest.defaultSize.h);
    });
  });
});

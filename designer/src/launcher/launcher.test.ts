import type { ConnectorView } from "@tessera/contracts";
import { expect, it } from "vitest";
import { type LaunchableApp, groupApps } from "./group-apps.ts";
import { type TemplateView, choiceKey, choiceOf, defaultChoice, freeName, stageOptions } from "./templates/connector-choice.ts";

const app = (name: string, more: Partial<LaunchableApp> = {}): LaunchableApp => ({ name, title: { en: name }, description: {}, icon: "Alert", version: "1.0.0", publishedAt: "2026-01-01T00:00:00Z", favourite: false, lastOpenedAt: null, ...more });
const english = (text: LaunchableApp["title"]) => text.en ?? "";
const summary = (apps: LaunchableApp[], search = "") => groupApps(apps, search, english).map(({ key, apps: members }) => [key, members.map(({ name }) => name)]);

it("shows few apps as one group, favourites first, each once", () => {
  expect(summary([app("b"), app("a")])).toEqual([["all", ["a", "b"]]]);
  expect(summary([app("b", { favourite: true }), app("a")])).toEqual([["favourites", ["b"]], ["others", ["a"]]]);
});
it("shows the last opened once there are many", () => {
  const many = ["a", "b", "c", "d", "e"].map((name, index) => app(name, { lastOpenedAt: index < 2 ? `2026-01-0${index + 1}T00:00:00Z` : null }));
  expect(summary(many)[0]).toEqual(["recent", ["b", "a"]]);
});
it("searches in names and both languages", () => {
  expect(summary([app("alert-center", { title: { "zh-CN": "告警中心", en: "Alert center" } }), app("cost")], "告警")).toEqual([["all", ["alert-center"]]]);
  expect(summary([app("cost")], "nothing")).toEqual([]);
});

const connector = (name: string, catalog: string | null, releases: (string | null)[]) => ({ name, title: {}, catalog, stages: releases.map((release, index) => ({ name: index === 0 ? "prod" : "staging", release })) }) as unknown as ConnectorView;
const need = { alias: "alerts", catalog: "alertmanager", title: {}, operations: [] } as unknown as TemplateView["connectors"][number];

it("offers stages that serve a release, what fits the template first", () => {
  const options = stageOptions(need, [connector("cmdb", null, ["1.0.0"]), connector("my-am", "alertmanager", [null, "1.0.0"])]);
  expect(options.map((one) => [one.connector.name, one.stage, one.fits])).toEqual([["my-am", "staging", true], ["cmdb", "prod", false]]);
});
it("chooses what fits, else the ready-made connector", () => {
  expect(defaultChoice(need, [connector("my-am", "alertmanager", ["1.0.0"])])).toEqual({ kind: "registered", connector: "my-am", stage: "prod" });
  expect(defaultChoice(need, [connector("cmdb", null, ["1.0.0"])])).toEqual({ kind: "ready-made" });
});
it("keeps a choice through the select's value", () => {
  for (const choice of [{ kind: "ready-made" }, { kind: "registered", connector: "a", stage: "b" }] as const) expect(choiceOf(choiceKey(choice))).toEqual(choice);
});
it("finds a free name", () => {
  expect(freeName("alert-center", new Set())).toBe("alert-center");
  expect(freeName("alert-center", new Set(["alert-center", "alert-center-2"]))).toBe("alert-center-3");
});

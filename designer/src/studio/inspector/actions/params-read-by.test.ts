import type { AppRecords } from "@tessera/contracts";
import { expect, it } from "vitest";
import { paramsReadBy } from "./params-read-by.ts";

it("finds the parameters in bindings, functions, actions and the queries that a page uses", () => {
  const records = {
    "page/p": { id: "p" },
    "node/p/a": { id: "a", props: { data: { kind: "binding", template: "{{ queries.q.data }}" }, title: { kind: "static", value: { kind: "binding", template: "{{ params.not }}" } } }, events: { click: [{ kind: "notify", level: "info", message: { kind: "binding", template: "Host {{ params.host }}" } }] } },
    "node/p/b": { id: "b", props: { title: { kind: "function", source: "return params.zone" }, data: { kind: "binding", template: "{{ broken" } }, events: {} },
    "query/q": { id: "q", inputs: { "query.id": { kind: "binding", template: "{{ params.id }}" } } },
    "query/other": { id: "other", inputs: { "query.id": { kind: "binding", template: "{{ params.unused }}" } } },
  } as unknown as AppRecords;
  expect(paramsReadBy(records, "p")).toEqual(["host", "id", "zone"]);
});

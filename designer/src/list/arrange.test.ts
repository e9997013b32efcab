import { describe, expect, it } from "vitest";
import { arrange, toCsv } from "./arrange.ts";
import { listStateFrom, withListState } from "./list-state.ts";

interface Host {
  name: string;
  load: number | null;
}
const hosts: Host[] = [{ name: "web-10", load: 3 }, { name: "web-2", load: null }, { name: "db-1", load: 12 }];
const columns = [
  { key: "name", title: "Name", text: (one: Host) => one.name, sortBy: (one: Host) => one.name },
  { key: "load", title: "Load", text: (one: Host) => String(one.load ?? ""), sortBy: (one: Host) => one.load },
];
const filters = [{ key: "kind", label: "Kind", options: [], matches: (one: Host, value: string) => one.name.startsWith(value) }];
const names = (query: string) => arrange(hosts, listStateFrom(new URLSearchParams(query)), columns, filters).map(({ name }) => name);

describe("a list", () => {
  it("finds items in which every word occurs", () => {
    expect(names("q=WEB 2")).toEqual(["web-2"]);
    expect(names("q=nothing")).toEqual([]);
  });
  it("narrows by filters", () => expect(names("f.kind=db")).toEqual(["db-1"]));
  it("sorts numbers in names as numbers", () => expect(names("sort=name")).toEqual(["db-1", "web-2", "web-10"]));
  it("puts what has no value last in both directions", () => {
    expect(names("sort=load")).toEqual(["web-10", "db-1", "web-2"]);
    expect(names("sort=-load")).toEqual(["db-1", "web-10", "web-2"]);
  });
  it("keeps the order for a column that it does not know", () => expect(names("sort=gone")).toEqual(["web-10", "web-2", "db-1"]));
});

it("writes its state to the address and keeps what is not its own", () => {
  const start = new URLSearchParams("stage=prod&q=old&f.kind=web");
  const state = { search: "cpu load", filters: { kind: "", owner: "li" }, sort: { column: "name", descending: true } };
  const written = withListState(start, state);
  expect(written.toString()).toBe("stage=prod&q=cpu+load&f.owner=li&sort=-name");
  expect(listStateFrom(written)).toEqual({ search: "cpu load", filters: { owner: "li" }, sort: { column: "name", descending: true } });
});

it("writes CSV that quotes, and that no spreadsheet runs", () => {
  expect(toCsv([{ name: 'a "b", c', load: 1 }, { name: "=1+1", load: null }], columns)).toBe('Name,Load\r\n"a ""b"", c",1\r\n\'=1+1,');
});

import type { PlayableApp } from "@tessera/contracts";
import { expect, it } from "vitest";
import { orderedPages, pageAddress, pageAt } from "./pages.ts";

const page = (id: string, order: string, navigation = true) => ({ id, path: `${id}-path`, order, navigation }) as unknown as PlayableApp["pages"][string];
const app = (home: string | null) => ({ pages: { b: page("b", "a2"), a: page("a", "a1", false), c: page("c", "a3") }, app: { title: {}, description: {}, icon: "Alert", home } }) as Pick<PlayableApp, "pages" | "app">;

it("orders pages by their keys", () => expect(orderedPages(app(null)).map(({ id }) => id)).toEqual(["a", "b", "c"]));
it("opens the home page, else the first in the navigation", () => {
  expect(pageAt(app("c"), "")?.id).toBe("c");
  expect(pageAt(app(null), "")?.id).toBe("b");
  expect(pageAt(app("gone"), "")?.id).toBe("b");
  expect(pageAt({ pages: {}, app: app(null).app }, "")).toBeUndefined();
});
it("finds a page by its path, and none by another", () => {
  expect(pageAt(app(null), "a-path")?.id).toBe("a");
  expect(pageAt(app(null), "nowhere")).toBeUndefined();
});
it("writes parameters into the address", () => {
  expect(pageAddress("/apps/s/x", { path: "list" }, {})).toBe("/apps/s/x/list");
  expect(pageAddress("/apps/s/x", { path: "list" }, { id: "a b&c" })).toBe("/apps/s/x/list?id=a+b%26c");
});

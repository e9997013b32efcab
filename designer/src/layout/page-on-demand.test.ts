import { Suspense, createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { pageOnDemand } from "./page-on-demand.tsx";

describe("a page on demand", () => {
  const shown = (Page: ReturnType<typeof pageOnDemand<{ name: string }>>["Page"]): string => renderToString(createElement(Suspense, { fallback: "loading" }, createElement(Page, { name: "alerts" })));

  it("shows the fallback as long as its code is not there, and itself at once when it was read ahead", async () => {
    const { Page, readAhead } = pageOnDemand<{ name: string }>(() => Promise.resolve(({ name }) => `page of ${name}`));
    expect(shown(Page)).toContain("loading");
    readAhead();
    await Promise.resolve();
    await Promise.resolve();
    expect(shown(Page)).toBe("<!--$-->page of alerts<!--/$-->");
  });

  it("is asked for again after reading ahead failed", async () => {
    let tries = 0;
    const { Page, readAhead } = pageOnDemand<{ name: string }>(() => (tries++ === 0 ? Promise.reject(new Error("offline")) : Promise.resolve(() => "there")));
    readAhead();
    await Promise.resolve();
    expect(shown(Page)).toContain("loading");
    expect(tries).toBe(2);
  });
});

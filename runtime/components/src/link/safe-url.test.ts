import { describe, expect, it } from "vitest";
import { safeImage, safeLink } from "./safe-url.ts";

describe("safeLink", () => {
  it.each(["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "/relative", "", "//example.com", "blob:https://example.com/1"])("refuses %j", (url) => {
    expect(safeLink(url)).toBeNull();
  });
  it("lets the web and mail through", () => {
    expect(safeLink("https://example.com/a?b=1#c")).toBe("https://example.com/a?b=1#c");
    expect(safeLink("mailto:sre@example.com")).toBe("mailto:sre@example.com");
  });
});

describe("safeImage", () => {
  it("lets only pictures inside the text through", () => {
    expect(safeImage("data:image/png;base64,AA==")).toBe("data:image/png;base64,AA==");
    expect([safeImage("https://example.com/a.png"), safeImage("data:text/html,x"), safeImage("javascript:x")]).toEqual([null, null, null]);
  });
});

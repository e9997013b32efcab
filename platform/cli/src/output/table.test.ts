import { describe, expect, it } from "vitest";
import { displayWidth, formatTable } from "./table.ts";

describe("tables in a terminal", () => {
  it("count Chinese characters as two cells and combining marks as none", () => {
    expect(displayWidth("告警")).toBe(4);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("abc")).toBe(3);
  });

  it("align columns of both scripts", () => {
    expect(formatTable(["NAME", "TITLE"], [["a", "x"], ["告警中心", "y"]])).toBe("NAME      TITLE\na         x\n告警中心  y");
  });

  it("never let a name move the cursor", () => {
    expect(formatTable(["N"], [["a\u001b[2Jb\nc"]])).toBe("N\na [2Jb c");
  });
});

import { describe, expect, it } from "vitest";
import { variablesIn, withPasted } from "./variable-lines.ts";

describe("variablesIn", () => {
  it("reads lines as .env files hold them", () => {
    expect(variablesIn('# stage\nREGION=cn-north\r\n export V = "v 2" \nEMPTY=\nURL=http://a.example.com/?a=b#c\nNOTE=x # why\nnot a line\nQ=\'#1\'')).toEqual([
      { name: "REGION", value: "cn-north" },
      { name: "V", value: "v 2" },
      { name: "EMPTY", value: "" },
      { name: "URL", value: "http://a.example.com/?a=b#c" },
      { name: "NOTE", value: "x" },
      { name: "Q", value: "#1" },
    ]);
  });
  it.each(["", "region", "a b = c", "1x=2"])("leaves %o as it is", (text) => expect(variablesIn(text)).toBeUndefined());
});

describe("withPasted", () => {
  const a = { name: "a", value: "1" };
  it("puts new ones in place of an empty row", () => expect(withPasted([a, { name: "", value: "" }, { name: "c", value: "3" }], 1, [{ name: "x", value: "8" }, { name: "y", value: "9" }])).toEqual([a, { name: "x", value: "8" }, { name: "y", value: "9" }, { name: "c", value: "3" }]));
  it("adds after a row that is filled in", () => expect(withPasted([a], 0, [{ name: "x", value: "8" }])).toEqual([a, { name: "x", value: "8" }]));
  it("gives known names their new values, the last one counts", () => expect(withPasted([a, undefined], 1, [{ name: "a", value: "2" }, { name: "x", value: "1" }, { name: "x", value: "2" }])).toEqual([{ name: "a", value: "2" }, { name: "x", value: "2" }]));
});

import { describe, expect, it } from "vitest";
import { jsonErrorReason } from "./json-reason.ts";

function reasonOf(text: string): { en: string; "zh-CN": string } {
  try {
    JSON.parse(text);
  } catch (error) {
    return jsonErrorReason((error as Error).message);
  }
  throw new Error("it is JSON");
}

describe("jsonErrorReason", () => {
  it.each(["", "{", '{"a":', "1 2", '{"a":1 "b"}', "[1 2]", '{"a" 1}', "{a:1}", '{"a":1,}', '"\n"', '"\\u12g4"', '"\\x"', '"text', "1.x", "1e", "-x", "[1,2", "nul", "{'a':1}", "[😀]"])("says in both languages what is wrong with %j", (text) => {
    const reason = reasonOf(text);
    expect(reason["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
    expect(reason.en).not.toMatch(/position|line \d|\.$/);
  });

  it("quotes nothing of the text but the token", () => {
    const reason = reasonOf('{"password": hunter2, "more": "secret"}');
    expect(reason).toEqual({ en: "Unexpected token 'h'", "zh-CN": "此处不应有 'h'" });
  });

  it("passes on what it does not know", () => expect(jsonErrorReason("Something new")).toEqual({ en: "Something new", "zh-CN": "Something new" }));
});

import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { conflictFields, takeTheirs } from "./conflict-fields.ts";

const base = operationSchema.parse({ id: "a", method: "GET", path: "/a", summary: "Old", backend: { timeoutMs: 5 } });

describe("two versions of an operation", () => {
  it("say who changed what", () => {
    const mine = { ...base, summary: "Mine", backend: { timeoutMs: 9 } };
    const theirs = { ...base, summary: "Theirs", backend: { timeoutMs: 5, path: "/b" }, tags: ["new"] };
    expect(conflictFields(base, mine, theirs)).toEqual([
      { path: ["summary"], mine: "Mine", theirs: "Theirs", by: "both" },
      { path: ["backend", "timeoutMs"], mine: 9, theirs: 5, by: "me" },
      { path: ["backend", "path"], mine: undefined, theirs: "/b", by: "them" },
      { path: ["tags"], mine: undefined, theirs: ["new"], by: "them" },
    ]);
  });
  it("that say the same in another order do not differ", () => expect(conflictFields(base, base, operationSchema.parse({ ...base }))).toEqual([]));
  it("are joined field by field", () => {
    const mine = { ...base, summary: "Mine", backend: { timeoutMs: 9 }, tags: ["mine"] };
    const theirs = { ...base, summary: "Theirs", backend: { path: "/b" } };
    expect(takeTheirs(mine, theirs, [["backend", "path"], ["tags"]])).toEqual({ ...base, summary: "Mine", backend: { timeoutMs: 9, path: "/b" } });
    expect(takeTheirs(mine, theirs, [["backend", "timeoutMs"], ["summary"]]).backend).toEqual({});
  });
});

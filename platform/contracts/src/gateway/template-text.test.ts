import { describe, expect, it } from "vitest";
import { parseTemplateText } from "./template-text.ts";

describe("parseTemplateText", () => {
  it.each([
    ["", [""]],
    ["plain $ { } text", ["plain $ { } text"]],
    ["v=${vars.region};", ["v=", { source: "vars", name: "region" }, ";"]],
    ["${path.id}${query.a.b}", [{ source: "path", name: "id" }, { source: "query", name: "a.b" }]],
    ["${header.X-Team}", [{ source: "header", name: "x-team" }]],
    ["$${vars.x} costs $5", ["${vars.x} costs $5"]],
    ["$$${vars.x}", ["$${vars.x}"]],
    ["$${a}${caller.id}", ["${a}", { source: "caller", name: "id" }]],
  ])("reads %s", (text, parts) => expect(parseTemplateText(text)).toEqual({ parts }));

  it.each([
    ["a ${foo} b", "${foo}"],
    ["${vars.}", "${vars.}"],
    ["${vars.1x}", "${vars.1x}"],
    ["${vars.x", "${vars.x"],
    ["${caller.password}", "${caller.password}"],
    ["${constructor.x}", "${constructor.x}"],
    ["${header.a b}", "${header.a b}"],
    ["${path.{x}}", "${path.{x}"],
  ])("finds what is wrong in %s", (text, wrong) => expect(parseTemplateText(text)).toEqual({ wrong }));
});

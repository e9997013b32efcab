import { describe, expect, it } from "vitest";
import { parseDocument } from "../parse-document.ts";
import { importText } from "../../tests/documents.ts";

const json = `{
  "openapi": "3.1.0", "x": [
    {"a": "\\"b\\": 1"},
    [true, {"k/~": {"deep": [0, 1]}}],
    "last"
  ],
  "twice": 1,
  "twice": 2
}`;
const yaml = `openapi: 3.1.0
x-base: &base
  p: 1
x:
  - a: 1
  - - true
    - "k/~": {deep: [0, 1]}
merged:
  <<: *base
`;

describe.each([
  ["JSON", json, { "": "1:1", "/openapi": "2:3", "/x": "2:23", "/x/0/a": "3:6", "/x/1/1": "4:12", "/x/1/1/k~1~0/deep/1": "4:33", "/x/2": "5:5", "/twice": "8:3", "/x/0/none/here": "3:5", "/gone": "1:1" }],
  ["YAML", yaml, { "": "1:1", "/openapi": "1:1", "/x/0/a": "5:5", "/x/1/1/k~1~0/deep/1": "7:25", "/merged/p": "8:1", "/gone": "1:1" }],
])("places of %s", (_name, text, places) => {
  it("are those of keys and items, else of what is around them", () => {
    const found = parseDocument(text).locate(Object.keys(places));
    expect(Object.fromEntries([...found].map(([pointer, { line, column }]) => [pointer, `${line}:${column}`]))).toEqual(places);
  });
});

it("findings of an import name pointer, line and column", () => {
  const { report } = importText(`openapi: 3.0.0
paths:
  /a/{id}:
    trace: {}
    get:
      parameters:
        - {name: q, in: nowhere}
`);
  expect(report.skipped).toMatchObject([{ pointer: "/paths/~1a~1{id}/trace", line: 4, column: 5 }]);
  expect(report.problems.find(({ code }) => code === "openapi.parameter-invalid")).toMatchObject({ pointer: "/paths/~1a~1{id}/get/parameters/0", line: 7, column: 11 });
});

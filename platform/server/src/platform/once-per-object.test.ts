import { expect, it } from "vitest";
import { oncePerObject } from "./once-per-object.ts";

it("finds once of each object, also when that is nothing", () => {
  const asked: object[] = [];
  const find = oncePerObject((object: { value?: number }) => {
    asked.push(object);
    return object.value;
  });
  const [one, same, empty] = [{ value: 1 }, { value: 1 }, {}];
  expect([one, one, same, empty, empty].map(find)).toEqual([1, 1, 1, undefined, undefined]);
  expect(asked).toEqual([one, same, empty]);
});

import { describe, expect, it } from "vitest";
import { bodyOfAnswer } from "./answer-body.ts";

describe("bodyOfAnswer", () => {
  const answer = (text: string | Buffer, type: string, truncated = false) => bodyOfAnswer({ bytes: Buffer.from(text), headers: { "content-type": type }, truncated });

  it.each([
    ["JSON", answer('{"a":[1]}', "application/json"), { a: [1] }],
    ["JSON of a vendor", answer("[]", "application/problem+json; charset=utf-8"), []],
    ["broken JSON", answer("{", "application/json"), "{"],
    ["text", answer("a\nb", "text/plain"), "a\nb"],
    ["nothing", answer("", "application/json"), null],
    ["binary", answer(Buffer.from([0x89, 0x50, 0, 1]), "image/png"), null],
    ["text cut inside a character", answer(Buffer.from("aü").subarray(0, 2), "text/plain", true), "a"],
    ["JSON cut off", answer('{"a":', "application/json", true), '{"a":'],
  ])("shows %s", (_name, shown, expected) => expect(shown).toEqual(expected));
});

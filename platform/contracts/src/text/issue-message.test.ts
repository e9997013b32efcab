import { describe, expect, it } from "vitest";
import { z } from "zod";
import { connectorInputSchema } from "../connector/connector.ts";
import { pageDocumentSchema } from "../page/page.ts";
import { issueMessage } from "./issue-message.ts";

function first(schema: z.ZodType, value: unknown): [en: string | undefined, zh: string | undefined] {
  const issue = schema.safeParse(value, { reportInput: true }).error?.issues[0];
  const message = issue && issueMessage(issue);
  return [message?.en, message?.["zh-CN"]];
}

describe("issueMessage", () => {
  it.each([
    [z.object({ a: z.string() }), {}, "is missing; it must be a string", "缺失，须为文本"],
    [z.object({ a: z.enum(["x", "y"]) }), {}, "is missing; it must be one of: x, y", "缺失，须为以下之一：x、y"],
    [z.object({ a: z.union([z.string(), z.number()]) }), {}, "is missing", "缺失"],
    [z.string(), 1, "must be: string, received number", "须为文本，实际是数字"],
    [z.coerce.number(), "x", "must be: number, received NaN", "须为数字，实际是非数字"],
    [z.int(), 1.5, "must be: int, received number", "须为整数，实际是数字"],
    [z.object({}), null, "must be: object, received null", "须为对象，实际是空值"],
    [z.enum(["a", "b"]), "c", "must be one of: a, b", "须为以下之一：a、b"],
    [z.literal("a"), "c", "must be a", "须为 a"],
    [z.string().min(1), "", "must not be empty", "不能为空"],
    [z.string().min(3), "a", "must be at least 3 characters", "至少 3 个字符"],
    [z.string().max(1), "aa", "must be at most 1 characters", "最多 1 个字符"],
    [z.array(z.any()).min(2), [], "must have at least 2 entries", "至少 2 项"],
    [z.array(z.any()).max(0), [1], "must have at most 0 entries", "最多 0 项"],
    [z.number().min(1), 0, "must be at least 1", "不能小于 1"],
    [z.number().gt(1), 1, "must be greater than 1", "须大于 1"],
    [z.number().max(1), 2, "must be at most 1", "不能大于 1"],
    [z.number().lt(1), 1, "must be less than 1", "须小于 1"],
    [z.number().multipleOf(5), 3, "must be a multiple of 5", "须为 5 的倍数"],
    [z.iso.datetime(), "now", "must have the form 'datetime'", "须符合格式 'datetime'"],
    [z.strictObject({}), { b: 1 }, "must not hold b", "不能含 b"],
    [z.union([z.string(), z.number()]), true, "is not valid: it has none of the allowed forms", "无效：不符合任何一种允许的形式"],
    [z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })]), { kind: "c" }, "must be one of: a, b", "须为以下之一：a、b"],
    [z.string().refine((text) => text !== "x"), "x", "is not valid", "无效"],
    [z.string().refine((text) => text !== "x", "it is x"), "x", "is not valid: it is x", "无效：it is x"],
    [connectorInputSchema.shape.name, "A", expect.stringMatching(/^must start with a lower-case letter/), expect.stringMatching(/^须以小写字母开头/)],
    [pageDocumentSchema.shape.nodes, { "1": {} }, expect.stringMatching(/^is no key that may stand here: it must be a letter/), expect.stringMatching(/^不能用作键名：须以字母/)],
  ])("speaks both languages (%#)", (schema, value, en, zh) => expect(first(schema, value)).toEqual([en, zh]));

  it("shortens what a hostile schema lists", () => expect(first(z.enum(Array.from({ length: 500 }, (_, index) => `v${index}`) as [string]), "x")[0]?.length).toBeLessThan(400));
});

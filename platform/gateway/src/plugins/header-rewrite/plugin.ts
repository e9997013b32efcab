import { z } from "zod";
import { hopByHop } from "../../proxy/headers.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import { anyCase, headerNamePattern, matching, worded } from "../attribute-text.ts";
import type { HeaderMap } from "../../pipeline/context.ts";

/** Fields that the gateway alone decides; credentials of the backend are set on the stage. */
const reserved = [...hopByHop, "host", "content-length", "authorization", "expect", "x-request-id", "traceparent"].map(anyCase).join("|");
const reservedStarts = ["x-tessera-", "x-forwarded-"].map(anyCase).join("|");

const name = matching(z.string(), `^(?!(?:${reserved})$)(?!${reservedStarts})${headerNamePattern}$`, {
  en: "must be a header name that does not belong to the gateway, e.g. X-Team; credentials of the backend are set on the stage",
  "zh-CN": "须为不由网关管理的请求头名称，例如 X-Team；后端的凭据在环境中设置",
});
const value = matching(z.string().max(8192), "^[\\t\\x20-\\x7e\\x80-\\xff]*$", {
  en: "must hold no line break and only Latin-1 characters",
  "zh-CN": "不能含换行，只能含 Latin-1 字符",
});

const change = z.strictObject({
  set: worded(z.record(name, value).default({}), { en: "Set", "zh-CN": "设置" }, { en: "Header fields to set, replacing what is there", "zh-CN": "要设置的头部字段，替换已有的值" }),
  add: worded(z.record(name, value).default({}), { en: "Add", "zh-CN": "增加" }, { en: "Header fields to add beside what is there", "zh-CN": "要增加的头部字段，保留已有的值" }),
  remove: worded(z.array(name).max(50).default([]), { en: "Remove", "zh-CN": "删除" }, { en: "Header fields to remove", "zh-CN": "要删除的头部字段" }),
});
const noChange = { set: {}, add: {}, remove: [] };

const attributes = z.strictObject({
  request: worded(change.default(noChange), { en: "Request", "zh-CN": "请求" }, { en: "Changes of the request on its way to the backend", "zh-CN": "对发往后端的请求的修改" }),
  response: worded(change.default(noChange), { en: "Response", "zh-CN": "响应" }, { en: "Changes of the answer on its way to the caller", "zh-CN": "对返回给调用方的响应的修改" }),
});

type Change = z.infer<typeof change>;

function apply(headers: HeaderMap, { set, add, remove }: Change): void {
  for (const header of remove) delete headers[header.toLowerCase()];
  for (const [header, text] of Object.entries(set)) headers[header.toLowerCase()] = text;
  for (const [header, text] of Object.entries(add)) {
    const before = headers[header.toLowerCase()];
    headers[header.toLowerCase()] = before === undefined ? text : [...(Array.isArray(before) ? before : [before]), text];
  }
}

export const headerRewrite = definePlugin<z.infer<typeof attributes>, z.infer<typeof attributes>>({
  name: "header-rewrite",
  version: "1.0.0",
  // As APISIX's proxy-rewrite.
  priority: 1008,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "头部改写", en: "Header rewrite" },
  description: { "zh-CN": "增加、设置或删除请求与响应的头部字段。", en: "Adds, sets or removes header fields of requests and answers." },
  attributes,
  init: (given) => given,
  rewrite: (context, { request }) => apply(context.call.headers, request),
  response: (context, { response }) => apply(context.answer.headers, response),
});

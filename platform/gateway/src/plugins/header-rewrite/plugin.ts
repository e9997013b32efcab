import { z } from "zod";
import { hopByHop } from "../../proxy/headers.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import type { HeaderMap } from "../../pipeline/context.ts";

const name = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, "must be a header name, e.g. X-Team");
const value = z.string().max(8192).regex(/^[\t\x20-\x7e\x80-\xff]*$/, "must hold no line break and only Latin-1 characters");

const change = z.strictObject({
  set: z.record(name, value).default({}).describe("Header fields to set, replacing what is there"),
  add: z.record(name, value).default({}).describe("Header fields to add beside what is there"),
  remove: z.array(name).max(50).default([]).describe("Header fields to remove"),
});

const attributes = z.strictObject({
  request: change.default({ set: {}, add: {}, remove: [] }).describe("Changes of the request on its way to the backend"),
  response: change.default({ set: {}, add: {}, remove: [] }).describe("Changes of the answer on its way to the caller"),
});

type Change = z.infer<typeof change>;

/** Fields that the gateway alone decides. */
const reserved = new Set([...hopByHop, "host", "content-length", "authorization", "expect", "x-request-id", "traceparent"]);

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
  checkSchema({ request, response }) {
    for (const { set, add, remove } of [request, response]) {
      for (const header of [...Object.keys(set), ...Object.keys(add), ...remove]) {
        if (reserved.has(header.toLowerCase()) || /^x-(?:tessera|forwarded)-/i.test(header)) return `${header} belongs to the gateway; credentials of the backend are set on the stage`;
      }
    }
    return undefined;
  },
  init: (given) => given,
  rewrite: (context, { request }) => apply(context.call.headers, request),
  response: (context, { response }) => apply(context.answer.headers, response),
});

import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import { matching, worded } from "../attribute-text.ts";

const escape = "%[0-9A-Fa-f]{2}";
/** No encoded control characters, slashes, backslashes, dots or percent signs: a backend that decodes once more would see another path. */
const pathCharacter = "[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?![01]|2[EeFf5]|5[Cc]|7[Ff])[0-9A-Fa-f]{2}";
/** A segment that could mean "here" or "up" to some backend: dots, alone, between escapes, or before path parameters (`..;x`). */
const dotSegment = `(?:${escape})*\\.(?:\\.|${escape})*(?:[;/]|$)`;

const prefixRule = {
  en: "must be a path that starts with '/', without dot or empty segments, e.g. /api/v2",
  "zh-CN": "须为以“/”开头的路径，不含点段或空段，例如 /api/v2",
};
const prefix = matching(z.string().max(1024), `^(?=/)(?:/(?!${dotSegment})(?:${pathCharacter})+)*/?$`, prefixRule);

const attributes = z.strictObject({
  stripPrefix: worded(prefix.optional(), { en: "Strip prefix", "zh-CN": "去除前缀" }, { en: "Taken from the start of the backend path when it is there", "zh-CN": "后端路径以它开头时将其去除" }, prefixRule),
  addPrefix: worded(prefix.optional(), { en: "Add prefix", "zh-CN": "添加前缀" }, { en: "Put before the backend path", "zh-CN": "加在后端路径之前" }, prefixRule),
  query: worded(z.record(z.string().min(1).max(256), z.string().max(4096)).default({}), { en: "Query", "zh-CN": "查询参数" }, { en: "Query parameters to set, replacing the caller's", "zh-CN": "要设置的查询参数，替换调用方的同名参数" }),
});

interface State {
  strip: string;
  add: string;
  names: ReadonlySet<string>;
  pairs: string[];
}

function withoutSlash(path: string | undefined): string {
  return path?.replace(/\/+$/, "") ?? "";
}

function rewrite(path: string, { strip, add }: State): string {
  const stripped = strip !== "" && (path === strip || path.startsWith(`${strip}/`)) ? path.slice(strip.length) : path;
  return `${add}${stripped === "" && add === "" ? "/" : stripped}`;
}

export const pathRewrite = definePlugin<z.infer<typeof attributes>, State>({
  name: "path-rewrite",
  version: "1.0.0",
  // As APISIX's proxy-rewrite, after the headers.
  priority: 1007,
  levels: ["connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "路径改写", en: "Path rewrite" },
  description: { "zh-CN": "改写发往后端的路径前缀和查询参数。", en: "Changes the prefix of the path and the query parameters that the backend gets." },
  attributes,
  init: ({ stripPrefix, addPrefix, query }) => ({
    strip: withoutSlash(stripPrefix),
    add: withoutSlash(addPrefix),
    names: new Set(Object.keys(query)),
    pairs: Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  }),
  rewrite(context, state) {
    const { call } = context;
    call.path = rewrite(call.path, state);
    if (state.pairs.length === 0) return;
    const kept = call.query.split("&").filter((pair) => pair !== "" && ![...new URLSearchParams(pair).keys()].some((name) => state.names.has(name)));
    call.query = [...kept, ...state.pairs].join("&");
  },
});

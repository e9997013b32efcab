import { UserError } from "@tessera/contracts";
import { z } from "zod";
import { gatewayErrors } from "../../errors.ts";
import { definePlugin } from "../../pipeline/plugin.ts";
import { parseTarget } from "../../routing/target.ts";

const prefix = z.string().max(1024).regex(/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/, "must start with '/' and hold only characters of a path, e.g. /api/v2");

const attributes = z.strictObject({
  stripPrefix: prefix.optional().describe("Taken from the start of the backend path when it is there"),
  addPrefix: prefix.optional().describe("Put before the backend path"),
  query: z.record(z.string().min(1).max(256), z.string().max(4096)).default({}).describe("Query parameters to set, replacing the caller's"),
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
  checkSchema({ stripPrefix, addPrefix }) {
    for (const path of [stripPrefix, addPrefix]) {
      if (path === undefined) continue;
      try {
        parseTarget(path);
      } catch (error) {
        if (error instanceof UserError && error.code === gatewayErrors.pathUnsafe) return error.message;
        throw error;
      }
    }
    return undefined;
  },
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

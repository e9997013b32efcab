import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import type { PluginServices } from "../../pipeline/plugin.ts";

const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);

const attributes = z.strictObject({
  headers: z.array(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, "must be a header name, e.g. User-Agent")).max(20).default(["User-Agent"]).describe("Request header fields to write down"),
  sampleRatio: z.number().min(0).max(1).default(1).describe("Share of successful requests that is written; failed ones always are"),
});

interface State {
  write: PluginServices["writeAccess"];
  headers: string[];
  sampleRatio: number;
}

export const accessLog = definePlugin<z.infer<typeof attributes>, State>({
  name: "access-log",
  version: "1.0.0",
  // As APISIX's file-logger.
  priority: 399,
  levels: ["global", "connector", "stage", "operation"],
  builtIn: false,
  title: { "zh-CN": "访问日志", en: "Access log" },
  description: { "zh-CN": "每个请求在网关的标准输出写一行 JSON。", en: "Writes one JSON line per request to the gateway's standard output." },
  attributes,
  checkSchema: ({ headers }) => {
    const secret = headers.find((header) => secretHeaders.has(header.toLowerCase()) || /token|secret|key|password/i.test(header));
    return secret === undefined ? undefined : `${secret} may hold a secret and is not written to logs`;
  },
  init: ({ headers, sampleRatio }, { services }) => ({ write: services.writeAccess, headers: headers.map((header) => header.toLowerCase()), sampleRatio }),
  log(context, { write, headers, sampleRatio }) {
    const { outcome, route, caller, trace } = context;
    if (outcome.status < 400 && !outcome.aborted && sampleRatio < 1 && Math.random() >= sampleRatio) return;
    write({
      requestId: trace.requestId,
      traceId: trace.traceId,
      space: route.space,
      connector: route.connector,
      stage: route.stage,
      version: route.version,
      operation: route.operation.id,
      method: context.method,
      path: context.path,
      caller: caller?.id,
      client: context.clientAddress,
      status: outcome.status,
      code: outcome.code,
      aborted: outcome.aborted || undefined,
      attempts: outcome.attempts,
      requestBytes: outcome.requestBytes,
      responseBytes: outcome.responseBytes,
      durationMs: Math.round(outcome.durationMs * 100) / 100,
      backendMs: outcome.backendMs === undefined ? undefined : Math.round(outcome.backendMs * 100) / 100,
      headers: Object.fromEntries(headers.flatMap((name) => (context.headers[name] === undefined ? [] : [[name, context.headers[name]]]))),
    });
  },
});

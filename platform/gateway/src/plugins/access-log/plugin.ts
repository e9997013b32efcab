import { z } from "zod";
import { definePlugin } from "../../pipeline/plugin.ts";
import { anyCase, headerNamePattern, matching, worded } from "../attribute-text.ts";
import type { PluginServices } from "../../pipeline/plugin.ts";

/** Whole names, and parts of names, of header fields that may hold a secret. */
const secretNames = ["authorization", "cookie", "proxy-authorization"].map(anyCase).join("|");
const secretParts = ["token", "secret", "key", "password"].map(anyCase).join("|");

const headerName = matching(z.string(), `^(?!(?:${secretNames})$)(?!.*(?:${secretParts}))${headerNamePattern}$`, {
  en: "must be the name of a header field that holds no secret, e.g. User-Agent",
  "zh-CN": "须为不含机密的请求头名称，例如 User-Agent",
});

const attributes = z.strictObject({
  headers: worded(z.array(headerName).max(20).default(["User-Agent"]), { en: "Headers", "zh-CN": "请求头" }, { en: "Request header fields to write down", "zh-CN": "要记录的请求头" }),
  sampleRatio: worded(z.number().min(0).max(1).default(1), { en: "Sample ratio", "zh-CN": "采样比例" }, { en: "Share of successful requests that is written; failed ones always are", "zh-CN": "成功请求中被记录的比例，失败的请求总会记录" }),
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
  description: { "zh-CN": "每个请求在网关进程的标准输出写一行 JSON。", en: "Writes one JSON line per request to the gateway process's standard output." },
  attributes,
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
      transport: route.operation.transport === "http" ? undefined : route.operation.transport,
      status: outcome.status,
      closeCode: outcome.closeCode,
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

import { UserError, defineMessages, localize } from "@tessera/contracts";
import type { GatewayOperation, Message, OperationPolicy } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { PluginInstance } from "../pipeline/bindings.ts";
import type { RequestContext } from "../pipeline/context.ts";

const messages = defineMessages({
  offline: { en: "The operation '{operation}' is offline since {from}: {message}", "zh-CN": "接口“{operation}”自 {from} 起已下线：{message}" },
  offlineSilent: { en: "The operation '{operation}' is offline since {from}; ask the owner of the connector '{connector}'.", "zh-CN": "接口“{operation}”自 {from} 起已下线，请联系连接器“{connector}”的负责人。" },
});

/** What is decided about an operation, ready to be carried out. */
export interface OperationLifecycle {
  offline: { fromMs: number; error: UserError } | undefined;
  /** Fields of every answer, by lower-case name. */
  headers: Readonly<Record<string, string>> | undefined;
  limit: PluginInstance | undefined;
}

/** What compiling needs beside the decision. */
export interface LifecycleScope {
  connector: string;
  /** Path of the stage at the gateway, e.g. `/ops/shop/prod`. */
  prefix: string;
  operation: GatewayOperation;
  /** Operations of the same release. */
  operations: readonly GatewayOperation[];
  /** Loads the counter of a limit. */
  limitOf(limit: NonNullable<OperationPolicy["limit"]>): PluginInstance;
}

function offlineMessage({ message, from }: NonNullable<OperationPolicy["offline"]>, { operation, connector }: LifecycleScope): Message {
  const said = { operation: operation.id, from: from === undefined ? "" : new Date(from).toISOString() };
  const reason = { en: localize(message, "en"), "zh-CN": localize(message, "zh-CN") };
  return reason.en === "" ? messages.offlineSilent({ ...said, connector }) : messages.offline({ ...said, message: reason });
}

/** A path as a URI reference (RFC 3986); what stands in braces stays for a template (RFC 6570). */
function reference(path: string): string {
  return path.toWellFormed().replace(/[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%{}]/gu, encodeURIComponent);
}

/** `Deprecation` (RFC 9745), `Sunset` (RFC 8594, in the format of RFC 9110, 5.6.7), `Link` (RFC 8288) and, for a path with parameters, `Link-Template` (RFC 9652). */
function deprecationHeaders({ since, sunset, link, replacement }: NonNullable<OperationPolicy["deprecation"]>, { prefix, operations }: LifecycleScope): Record<string, string> {
  const successor = operations.find(({ id }) => id === replacement);
  const target = successor && reference(prefix + successor.path);
  const links = [...(link === undefined ? [] : [`<${reference(link)}>; rel="deprecation"; type="text/html"`]), ...(target === undefined || target.includes("{") ? [] : [`<${target}>; rel="successor-version"`])];
  return {
    deprecation: `@${Math.floor(Date.parse(since) / 1000)}`,
    ...(sunset === undefined ? {} : { sunset: new Date(sunset).toUTCString() }),
    ...(links.length === 0 ? {} : { link: links.join(", ") }),
    ...(target?.includes("{") ? { "link-template": `"${target}"; rel="successor-version"` } : {}),
  };
}

/** Compiles a decision once per snapshot. */
export function compileLifecycle({ offline, deprecation, limit }: OperationPolicy, scope: LifecycleScope): OperationLifecycle {
  return {
    offline: offline === null ? undefined : { fromMs: offline.from === undefined ? 0 : Date.parse(offline.from), error: new UserError({ code: gatewayErrors.operationOffline, reason: "gone", message: offlineMessage(offline, scope) }) },
    headers: deprecation === null ? undefined : deprecationHeaders(deprecation, scope),
    limit: limit === null ? undefined : scope.limitOf(limit),
  };
}

/** Before the caller is known: tells of the deprecation with whatever answer there will be. */
export function announce(lifecycle: OperationLifecycle, context: RequestContext): void {
  if (lifecycle.headers !== undefined) Object.assign(context.addedHeaders, lifecycle.headers);
}

/** Once the caller is known: refuses what is offline by this process's clock (`gateway.operation-offline`). */
export function refuseOffline({ offline }: OperationLifecycle, now: number): void {
  if (offline !== undefined && offline.fromMs <= now) throw offline.error;
}

/** Once the caller may call: counts the call, and refuses one too many (`gateway.limit-exceeded`). */
export function countLimited({ limit }: OperationLifecycle, context: RequestContext): void | Promise<void> {
  return limit?.plugin.access?.(context, limit.state);
}

/** Links of the backend stay beside ours, where all other fields of ours replace the backend's. */
export function keepLinks({ headers }: OperationLifecycle, { addedHeaders, answer }: RequestContext): void {
  const link = headers?.["link"];
  const theirs = answer.headers["link"];
  if (link !== undefined && theirs !== undefined) addedHeaders["link"] = `${[theirs].flat().join(", ")}, ${link}`;
}

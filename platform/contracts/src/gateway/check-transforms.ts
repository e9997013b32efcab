import type { BodyTransform, HeaderTransform, QueryTransform, RequestTransforms, ResponseTransforms } from "../connector/transform.ts";
import type { Message } from "../text/message.ts";
import { callingMessages as say } from "./calling.messages.ts";
import type { OperationProblem } from "./operation-problem.ts";
import { parametersOf, parseTemplate } from "./path-template.ts";
import type { GatewayOperation } from "./snapshot.ts";
import { type TemplateReference, parseTemplateText } from "./template-text.ts";

/** What the check sees of an operation. */
export type TransformedOperation = Pick<GatewayOperation, "id" | "method" | "path" | "transport" | "idempotent" | "backend"> & {
  /** Media types that are documented, where that is known: of the request (empty: no body) and of all answers (empty: nothing is said). */
  media?: { request: readonly string[]; response: readonly string[] };
};

/** Fields of a message's framing, of one connection, or told by the gateway itself: no transform changes them. */
const reserved = new Set([
  "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings",
  "host", "content-length", "expect", "authorization", "x-request-id", "traceparent", "forwarded",
]);
const reservedStarts = ["x-tessera-", "x-forwarded-", "sec-websocket-"];
/** What callers show who they are with. */
const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie"]);
const bodyless = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether no transform may touch a header. */
export function isReservedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return reserved.has(lower) || reservedStarts.some((start) => lower.startsWith(start));
}

/** Control characters other than the tab: they would end a header field. */
export function breaksHeader(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text);
}

/** Whether a media type is JSON: `application/json` or one with the suffix `+json` (RFC 6839). */
export function isJsonType(mediaType: string): boolean {
  return /^[^/;\s]+\/(?:json|[^;\s]+\+json)\s*(?:;|$)/i.test(mediaType.trim());
}

type Said = (field: string, message: Message) => void;
type AnyTransform = HeaderTransform | QueryTransform | BodyTransform;

/** All that cannot work in the transforms, the transport and the retries of an operation, whatever the stage. */
export function checkTransforms(operation: TransformedOperation): OperationProblem[] {
  const { id, transport, method, backend, idempotent } = operation;
  const problems: OperationProblem[] = [];
  const said: Said = (field, message) => void problems.push({ operation: id, field, message });
  const other = transport === "websocket" ? [method, backend.method].find((one) => one !== "GET") : undefined;
  if (other !== undefined) said(method === other ? "/method" : "/backend/method", say.websocketMethod({ operation: id, method: other }));
  if (backend.retry !== undefined && backend.retry.attempts > 0 && !idempotent) said("/backend/retry", say.retryNotIdempotent({ operation: id }));
  if (backend.request !== undefined) checkRequest(operation, backend.request, said);
  if (backend.response !== undefined) checkResponse(operation, backend.response, said);
  return problems;
}

function checkRequest(operation: TransformedOperation, { query, headers, body }: RequestTransforms, said: Said): void {
  const at = "/backend/request";
  checkList(operation, query, `${at}/query`, said, { same: (name) => name });
  checkList(operation, headers, `${at}/headers`, said, { same: (name) => name.toLowerCase(), isHeader: true });
  checkList(operation, body, `${at}/body`, said, { same: (name) => name, isBody: true });
  const problem = body.length === 0 ? undefined : requestBodyProblem(operation);
  if (problem !== undefined) said(`${at}/body`, problem);
}

function checkResponse(operation: TransformedOperation, { headers, body }: ResponseTransforms, said: Said): void {
  const at = "/backend/response";
  checkList(operation, headers, `${at}/headers`, said, { same: (name) => name.toLowerCase(), isHeader: true });
  checkList(operation, body, `${at}/body`, said, { same: (name) => name, isBody: true });
  const problem = body.length === 0 ? undefined : responseBodyProblem(operation);
  if (problem !== undefined) said(`${at}/body`, problem);
}

function requestBodyProblem({ id, method, transport, backend, media }: TransformedOperation): Message | undefined {
  if (transport === "websocket") return say.bodyStreams({ operation: id, transport });
  if (bodyless.has(backend.method)) return say.bodylessMethod({ operation: id, method: backend.method });
  // A call whose method carries no body becomes one that does: its body is made by the changes.
  if (media === undefined || (media.request.length === 0 && bodyless.has(method))) return undefined;
  if (media.request.length === 0) return say.noRequestBody({ operation: id });
  return media.request.every((type) => isJsonType(type) || type === "*/*") ? undefined : say.bodyNotJson({ operation: id, types: media.request.filter((type) => !isJsonType(type)).join(", ") });
}

function responseBodyProblem({ id, method, transport, backend, media }: TransformedOperation): Message | undefined {
  if (transport !== "http") return say.bodyStreams({ operation: id, transport });
  const without = [method, backend.method].find((one) => one === "HEAD");
  if (without !== undefined) return say.bodylessAnswer({ operation: id, method: without });
  if (media === undefined || media.response.length === 0 || media.response.some((type) => isJsonType(type) || type === "*/*")) return undefined;
  return say.bodyNotJson({ operation: id, types: media.response.join(", ") });
}

interface ListRules {
  /** What two names are compared by. */
  same: (name: string) => string;
  isHeader?: boolean;
  isBody?: boolean;
}

function checkList(operation: TransformedOperation, transforms: readonly AnyTransform[], at: string, said: Said, rules: ListRules): void {
  for (const [index, transform] of transforms.entries()) {
    const field = `${at}/${index}`;
    if (rules.isHeader) checkHeader(operation.id, transform, field, said);
    if (transform.action === "add" || transform.action === "set") checkValue(operation, transform.name, transform.value, `${field}/value`, said, rules);
    if (transform.action !== "map") continue;
    for (const [key, value] of Object.entries(transform.values)) checkValue(operation, transform.name, value, `${field}/values/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, said, rules);
    if (transform.otherwise !== undefined) checkValue(operation, transform.name, transform.otherwise, `${field}/otherwise`, said, rules);
  }
  checkRenames(operation.id, transforms, at, said, rules);
}

function checkHeader(operation: string, transform: AnyTransform, field: string, said: Said): void {
  if (isReservedHeader(transform.name)) said(`${field}/name`, say.reservedHeader({ operation, name: transform.name }));
  if (transform.action === "rename" && isReservedHeader(transform.to)) said(`${field}/to`, say.reservedHeader({ operation, name: transform.to }));
}

function checkValue(operation: TransformedOperation, name: string, value: unknown, field: string, said: Said, rules: ListRules): void {
  if (typeof value === "string") return checkText(operation, name, value, field, said, rules);
  if (value === null || typeof value !== "object") return undefined;
  for (const [key, inner] of Object.entries(value)) checkValue(operation, name, inner, `${field}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, said, rules);
  return undefined;
}

function checkText(operation: TransformedOperation, name: string, text: string, field: string, said: Said, { isHeader }: ListRules): void {
  const { id } = operation;
  const parsed = parseTemplateText(text);
  if ("wrong" in parsed) return said(field, say.wrongReference({ operation: id, wrong: parsed.wrong, examples: "${vars.region}, ${path.id}, ${query.page}, ${header.accept}, ${caller.id}", literal: "$${" }));
  for (const part of parsed.parts) {
    const problem = typeof part === "string" ? (isHeader && breaksHeader(part) ? say.headerControl({ operation: id, name }) : undefined) : referenceProblem(operation, part);
    if (problem !== undefined) said(field, problem);
  }
  return undefined;
}

function referenceProblem({ id, path }: TransformedOperation, { source, name }: TemplateReference): Message | undefined {
  if (source === "path" && !parametersOf(parseTemplate(path)).includes(name)) return say.unknownPathParameter({ operation: id, reference: `\${path.${name}}`, path });
  if (source === "header" && (secretHeaders.has(name) || name.startsWith("x-tessera-"))) return say.secretHeader({ operation: id, reference: `\${header.${name}}` });
  return undefined;
}

/** Renames that lead a name back to where it was undo one another, and what overlaps is lost. */
function checkRenames(operation: string, transforms: readonly AnyTransform[], at: string, said: Said, { same, isBody }: ListRules): void {
  const next = new Map<string, string[]>();
  for (const [index, transform] of transforms.entries()) {
    if (transform.action !== "rename") continue;
    const [from, to] = [same(transform.name), same(transform.to)];
    const field = `${at}/${index}/to`;
    if (from === to) said(field, say.renameSelf({ operation, name: transform.name }));
    else if (isBody && to.startsWith(`${from}/`)) said(field, say.renameInside({ operation, name: from, to }));
    else {
      const way = wayBetween(next, to, from);
      if (way !== undefined) said(field, say.renameCycle({ operation, circle: [from, ...way].join(" → ") }));
      next.set(from, [...(next.get(from) ?? []), to]);
    }
  }
}

function wayBetween(next: ReadonlyMap<string, readonly string[]>, from: string, to: string, seen = new Set<string>()): string[] | undefined {
  if (from === to) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const step of next.get(from) ?? []) {
    const rest = wayBetween(next, step, to, seen);
    if (rest !== undefined) return [from, ...rest];
  }
  return undefined;
}

import type { Buffer } from "node:buffer";
import type { CalledSide } from "../pipeline/called-side.ts";
import type { HeaderMap, RequestContext } from "../pipeline/context.ts";
import type { IdentityIssuer } from "./identity.ts";
import type { RequestBody } from "./request-body.ts";
import { askForPlainAnswer, changeRequestBody } from "./transform/message-body.ts";
import { type TextSources, sourcesOf } from "./transform/sources.ts";
import type { CompiledTransforms } from "./transform/transforms.ts";

/** What texts of an operation's transforms may take from a call; undefined when it has none. */
export function sourcesFor({ context, called, values, query }: { context: RequestContext; called: CalledSide; values: readonly string[]; query: string }): TextSources | undefined {
  return called.transforms && sourcesOf({ names: called.names, values, query, headers: context.headers, caller: context.caller });
}

/** Carries out what the operation changes of a call, after the plugins and before anything secret is added. Throws as `changeRequestBody`. */
export function changeCall({ call }: RequestContext, body: RequestBody, { request, response }: CompiledTransforms, sources: TextSources): RequestBody {
  if (request.query !== undefined) call.query = request.query(call.query, sources);
  request.headers?.(call.headers, sources);
  if (response.body !== undefined) askForPlainAnswer(call.headers);
  if (request.body === undefined) return body;
  const kept: Buffer | null = changeRequestBody(body.kept, call.headers, request.body, sources);
  return { kept, stream: undefined, size: kept?.length };
}

/** Adds who calls and who the stage is. */
export async function addIdentities(identity: IdentityIssuer, { call, caller, route }: RequestContext, { backend }: CalledSide): Promise<void> {
  if (caller !== undefined && call.sendIdentity) {
    const token = identity.tokenFor(caller, `${route.space}/${route.connector}`);
    call.headers["x-tessera-identity"] = typeof token === "string" ? token : await token;
  }
  backend.credential?.apply?.(call);
}

/** The fields of a call as they leave. */
export function callHeaders({ call, trace }: RequestContext, body: RequestBody): HeaderMap {
  const { headers } = call;
  headers["x-request-id"] = trace.requestId;
  headers["traceparent"] = trace.traceparent;
  const size = body.kept === null ? body.size : body.kept.length;
  if (size !== undefined) headers["content-length"] = String(size);
  return headers;
}

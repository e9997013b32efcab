import type { GatewayOperation, StageVariables } from "@tessera/contracts";
import { type CompiledBody, compileBody } from "./body.ts";
import { type CompiledHeaders, compileHeaders } from "./headers.ts";
import { type CompiledQuery, compileQuery } from "./query.ts";

/** What becomes of the calls of an operation on a stage, and of their answers; the variables of the stage are filled in. */
export interface CompiledTransforms {
  request: { query: CompiledQuery | undefined; headers: CompiledHeaders | undefined; body: CompiledBody | undefined };
  response: { headers: CompiledHeaders | undefined; body: CompiledBody | undefined };
}

/** Compiles the transforms of an operation; undefined when nothing is changed, so that such calls stream untouched. */
export function compileTransforms({ request, response }: Pick<GatewayOperation["backend"], "request" | "response">, variables: StageVariables): CompiledTransforms | undefined {
  const compiled: CompiledTransforms = {
    request: { query: compileQuery(request?.query ?? [], variables), headers: compileHeaders(request?.headers ?? [], variables), body: compileBody(request?.body ?? [], variables) },
    response: { headers: compileHeaders(response?.headers ?? [], variables), body: compileBody(response?.body ?? [], variables) },
  };
  const parts = [...Object.values(compiled.request), ...Object.values(compiled.response)];
  return parts.every((part) => part === undefined) ? undefined : compiled;
}

import { type HttpMethod, type Message, type Operation, UserError, httpMethods, operationSchema, pathTemplateSchema } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { nameOperations } from "../operation/operation-id.ts";
import type { CredentialNeed } from "../source/security.ts";
import type { ExampleCall } from "./call.ts";
import { type ExamplePath, type PlacedCall, examplePath } from "./example-path.ts";
import { bodyOf, parametersOf, responsesOf } from "./example-parts.ts";
import { exampleMessages } from "./messages.ts";
import { credentialsOf } from "./secrets.ts";

export interface ExampleOptions {
  /** Scheme, host and port whose calls are taken; absent: of the host with most calls. */
  origin?: string;
}

export interface ExampleResult {
  operations: Operation[];
  /** Address of the backend, e.g. `https://api.example.com`. */
  server: string;
  /** Credentials that the calls showed, without their values, which are never kept. */
  credentials: CredentialNeed[];
  /** Calls that are not imported and why. */
  skipped: { method: string; url: string; reason: Message }[];
}

/** One operation per method and path of calls, with parameters, body and answers inferred from all of them. Throws `openapi.example-invalid` when there is no call. */
export function operationsByExample(calls: readonly ExampleCall[], { origin = busiestOrigin(calls) }: ExampleOptions = {}): ExampleResult {
  const skipped: ExampleResult["skipped"] = [];
  const groups = new Map<string, { method: HttpMethod; path: string; calls: PlacedCall[] }>();
  for (const call of calls) {
    const url = new URL(call.url);
    const path = examplePath(url.pathname);
    const method = httpMethods.find((known) => known === call.method);
    const reason = refusal(url, origin, path, call.method);
    if (reason !== undefined || method === undefined) {
      skipped.push({ method: call.method, url: `${url.origin}${url.pathname}`, reason: reason ?? exampleMessages.method({ method: call.method }) });
      continue;
    }
    const key = `${method} ${path.template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
    const group = groups.get(key) ?? { method, path: path.template, calls: [] };
    group.calls.push({ call, url, path });
    groups.set(key, group);
  }
  if (origin === "" || groups.size === 0) throw new UserError({ code: openapiErrors.exampleInvalid, message: exampleMessages.noCalls() });
  const list = [...groups.values()];
  const names = nameOperations(list.map(({ method, path }) => ({ method, path, operationId: undefined })));
  const operations = list.map(({ method, path, calls: group }, index) =>
    operationSchema.parse({ id: names[index]?.id, method, path, parameters: parametersOf(group), ...bodyOf(group), responses: responsesOf(group) }),
  );
  return { operations, server: origin, credentials: credentialsOf(list.flatMap(({ calls: group }) => group.map(({ call }) => call))), skipped };
}

function refusal(url: URL, origin: string, { template }: ExamplePath, method: string): Message | undefined {
  if (url.origin !== origin) return exampleMessages.otherHost({ origin });
  if (!httpMethods.some((known) => known === method)) return exampleMessages.method({ method: method.slice(0, 20) });
  return pathTemplateSchema.safeParse(template).success ? undefined : exampleMessages.path();
}

function busiestOrigin(calls: readonly ExampleCall[]): string {
  const counts = new Map<string, number>();
  for (const { url } of calls) counts.set(new URL(url).origin, (counts.get(new URL(url).origin) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

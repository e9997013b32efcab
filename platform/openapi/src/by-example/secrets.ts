import { isObject } from "../json.ts";
import type { CredentialNeed } from "../source/security.ts";
import type { ExampleCall } from "./call.ts";

const secretName = /(?:^|[-_.])(?:auth|authorization|token|secret|password|passwd|pwd|api-?key|apikey|app-?key|access-?key|signature|sign|sig|session|sessionid|sid|jwt|csrf|xsrf|credential|credentials|private-?key|otp|pin)(?:$|[-_.])/i;
/** A JSON Web Token, or a key with a known prefix, whatever its name. */
const secretValue = /^(?:(?:Bearer|Basic|Token|Digest|AWS4-HMAC-SHA256)\s+\S|eyJ[\w-]{10,}\.[\w-]{10,}\.|(?:sk|pk|ghp|gho|glpat|xox[abprs]|AKIA|ya29)[-_.A-Za-z0-9]{12,})/;

/** `accessToken`, `X-Auth-Token` and `api_key` are read alike. */
export function isSecret(name: string, value = ""): boolean {
  return secretName.test(name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")) || secretValue.test(value);
}

const hidden = "********";
/** An example that nests deeper shows nothing. */
const deepest = 30;

/** A copy of a JSON value with everything secret in it replaced. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (key === "__proto__" ? [] : [[key, isSecret(key) && isShown(inner) ? hidden : withoutSecrets(inner, depth + 1)]])));
  return typeof value === "string" && secretValue.test(value) ? hidden : value;
}

function isShown(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

/** Which credentials the calls showed, without the credentials. */
export function credentialsOf(calls: readonly ExampleCall[]): CredentialNeed[] {
  const needs = new Map<string, CredentialNeed>();
  const add = (need: CredentialNeed): void => void needs.set(`${need.kind} ${need.in ?? ""} ${need.name ?? ""}`, need);
  for (const { headers, url, basic } of calls) {
    if (basic === true) add({ scheme: "basic", kind: "basic", stated: "http basic" });
    for (const [name, value] of headers) {
      const lower = name.toLowerCase();
      if (lower === "authorization") add(authorization(value));
      else if (lower === "cookie") add({ scheme: "cookie", kind: "other", in: "cookie", stated: "cookie" });
      else if (isSecret(name, value)) add({ scheme: name, kind: "api-key", in: "header", name, stated: "API key in header" });
    }
    for (const [name, value] of new URL(url).searchParams) if (isSecret(name, value)) add({ scheme: name, kind: "api-key", in: "query", name, stated: "API key in query" });
  }
  return [...needs.values()];
}

function authorization(value: string): CredentialNeed {
  const scheme = (/^\s*([A-Za-z0-9-]+)(?:\s|$)/.exec(value)?.[1] ?? "").toLowerCase();
  if (scheme === "basic" || scheme === "bearer") return { scheme, kind: scheme, stated: `http ${scheme}` };
  return { scheme: "authorization", kind: "api-key", in: "header", name: "Authorization", stated: "API key in header" };
}

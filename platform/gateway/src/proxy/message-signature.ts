import { createHash, createHmac } from "node:crypto";
import type { OutgoingCall } from "./authorizer.ts";

/** Parameters of a signature, in the order in which they are written (RFC 9421, 2.3). */
export type SignatureParameters = readonly (readonly [name: string, value: string | number])[];

/** A string of structured fields (RFC 8941, 3.3.3). */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function derived(component: string, { method, origin, path }: OutgoingCall): string | undefined {
  const queryStart = path.indexOf("?");
  switch (component) {
    case "@method":
      return method;
    case "@target-uri":
      return `${origin}${path}`;
    case "@authority":
      return new URL(origin).host;
    case "@scheme":
      return origin.slice(0, origin.indexOf(":"));
    case "@request-target":
      return path;
    case "@path":
      return queryStart === -1 ? path : path.slice(0, queryStart);
    case "@query":
      return queryStart === -1 ? "?" : path.slice(queryStart);
    default:
      return undefined;
  }
}

function fieldValue(name: string, call: OutgoingCall): string | undefined {
  if (name === "host") return new URL(call.origin).host;
  const value = call.headers[name];
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map((line) => line.trim().replace(/\s*\r?\n\s*/g, " ")).join(", ");
}

/**
 * What is signed (RFC 9421, 2.5) and how `Signature-Input` describes it. Header fields that the call does not have are left
 * out, since a list over all calls of a stage names fields that only some of them carry.
 */
export function signatureBase(components: readonly string[], parameters: SignatureParameters, call: OutgoingCall): { base: string; input: string } {
  const lines = components.flatMap((component) => {
    const value = component.startsWith("@") ? derived(component, call) : fieldValue(component, call);
    return value === undefined ? [] : [[quoted(component), value] as const];
  });
  const written = parameters.map(([name, value]) => `;${name}=${typeof value === "number" ? value : quoted(value)}`).join("");
  const input = `(${lines.map(([name]) => name).join(" ")})${written}`;
  return { base: [...lines.map(([name, value]) => `${name}: ${value}`), `"@signature-params": ${input}`].join("\n"), input };
}

/** `Content-Digest` of a body (RFC 9530). */
export function contentDigest(body: Buffer): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

/** HMAC-SHA256 of a signature base (RFC 9421, 3.3.3), base64. Fields go out as Latin-1, and so they are signed. */
export function hmacOfBase(key: Buffer, base: string): string {
  return createHmac("sha256", key).update(base, "latin1").digest("base64");
}

import { createHash, createHmac, randomBytes } from "node:crypto";
import type { HmacCredential } from "@tessera/contracts";
import type { Authorizer, OutgoingCall } from "./authorizer.ts";
import { contentDigest, hmacOfBase, signatureBase } from "./message-signature.ts";

/** Where time and nonces come from, replaced where a test needs known ones. */
export interface SigningSource {
  now(): number;
  nonce(): string;
}

const realSource: SigningSource = { now: Date.now, nonce: () => randomBytes(16).toString("hex") };
const label = "tessera";

function keyOf({ secret, secretEncoding }: HmacCredential): Buffer {
  return Buffer.from(secret, secretEncoding);
}

/** Signs after RFC 9421 with `hmac-sha256`; a caller's own signature does not pass. */
function messageSigner(credential: HmacCredential, { now, nonce }: SigningSource): Authorizer {
  const key = keyOf(credential);
  const { components, keyId } = credential;
  const coversBody = components.includes("content-digest");
  return {
    needsBody: coversBody,
    authorize(call) {
      if (coversBody) {
        if (call.body) call.headers["content-digest"] = contentDigest(call.body);
        else delete call.headers["content-digest"];
      }
      const { base, input } = signatureBase(components, [["created", Math.floor(now() / 1000)], ["nonce", nonce()], ["keyid", keyId], ["alg", "hmac-sha256"]], call);
      call.headers["signature-input"] = `${label}=${input}`;
      call.headers["signature"] = `${label}=:${hmacOfBase(key, base)}:`;
    },
  };
}

function timestampOf(format: HmacCredential["timestampFormat"], at: number): string {
  if (format === "iso8601") return new Date(at).toISOString();
  return String(format === "milliseconds" ? at : Math.floor(at / 1000));
}

/** HMAC-SHA256 over timestamp, nonce where there is one, method, path with query, and body. */
export function timestampSignature(credential: HmacCredential, { method, path, body }: Pick<OutgoingCall, "method" | "path" | "body">, timestamp: string, nonce: string | undefined): string {
  const { separator, bodyAs, encoding } = credential;
  const bytes = body ?? Buffer.alloc(0);
  const between = separator === "newline" ? "\n" : "";
  const before = [timestamp, ...(nonce === undefined ? [] : [nonce]), method, path, ""].join(between);
  const signed = createHmac("sha256", keyOf(credential)).update(before, "utf8");
  return (bodyAs === "bytes" ? signed.update(bytes) : signed.update(createHash("sha256").update(bytes).digest("hex"))).digest(encoding);
}

function timestampSigner(credential: HmacCredential, source: SigningSource): Authorizer {
  const names = { keyId: credential.headers.keyId.toLowerCase(), timestamp: credential.headers.timestamp.toLowerCase(), nonce: credential.headers.nonce?.toLowerCase(), signature: credential.headers.signature.toLowerCase() };
  return {
    needsBody: true,
    authorize(call) {
      const timestamp = timestampOf(credential.timestampFormat, source.now());
      const nonce = names.nonce === undefined ? undefined : source.nonce();
      call.headers[names.keyId] = credential.keyId;
      call.headers[names.timestamp] = timestamp;
      if (names.nonce !== undefined && nonce !== undefined) call.headers[names.nonce] = nonce;
      call.headers[names.signature] = timestampSignature(credential, call, timestamp, nonce);
    },
  };
}

/** Signs each call, also each repeated one, afresh. */
export function createHmacAuthorizer(credential: HmacCredential, source: SigningSource = realSource): Authorizer {
  return credential.scheme === "timestamp" ? timestampSigner(credential, source) : messageSigner(credential, source);
}

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { DefectError, OperationalError } from "@tessera/contracts";
import { vaultErrors } from "./errors.ts";
import { vaultMessages } from "./messages.ts";

const format = "v1";
const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const base64url = /^[A-Za-z0-9_-]+$/;

/** The parts of `v1.<keyId>.<nonce>.<ciphertext+tag>`. */
interface SealedParts {
  keyId: string;
  nonce: Buffer;
  body: Buffer;
}

/** The key id is authenticated together with the caller's text, so that neither can be exchanged. */
function authenticated(keyId: string, aad: string): Buffer {
  return Buffer.from(`${format}.${keyId}\0${aad}`, "utf8");
}

/** Encrypts with AES-256-GCM under a fresh random 96-bit nonce (NIST SP 800-38D, 8.2.2). */
export function sealText(key: Buffer, keyId: string, plaintext: string, aad: string): string {
  const nonce = randomBytes(nonceBytes);
  const encrypt = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  encrypt.setAAD(authenticated(keyId, aad));
  const body = Buffer.concat([encrypt.update(plaintext, "utf8"), encrypt.final(), encrypt.getAuthTag()]);
  return `${format}.${keyId}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
}

/** Takes a sealed text apart without any key; throws `vault.malformed`. */
export function parseSealed(sealed: string): SealedParts {
  const [version, keyId, nonceText, bodyText, ...rest] = sealed.split(".");
  const wellFormed = version === format && keyId && nonceText && bodyText && rest.length === 0 && base64url.test(nonceText) && base64url.test(bodyText);
  const nonce = Buffer.from(nonceText ?? "", "base64url");
  const body = Buffer.from(bodyText ?? "", "base64url");
  if (!wellFormed || nonce.length !== nonceBytes || body.length < tagBytes) {
    throw new DefectError({
      code: vaultErrors.malformed,
      message: "A sealed value does not have the form v1.<key id>.<nonce>.<ciphertext>; enter the secret again.",
    });
  }
  return { keyId, nonce, body };
}

/** Decrypts parts sealed under `key`; throws `vault.tampered` when text, key id or `aad` differ from what was sealed. */
export function openParts(key: Buffer, { keyId, nonce, body }: SealedParts, aad: string): string {
  const decrypt = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  decrypt.setAAD(authenticated(keyId, aad));
  decrypt.setAuthTag(body.subarray(body.length - tagBytes));
  try {
    return Buffer.concat([decrypt.update(body.subarray(0, body.length - tagBytes)), decrypt.final()]).toString("utf8");
  } catch (cause) {
    throw new OperationalError({
      code: vaultErrors.tampered,
      kind: "bad-answer",
      message: vaultMessages.tampered({ place: aad }),
      cause,
    });
  }
}

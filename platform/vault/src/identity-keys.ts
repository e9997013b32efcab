import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { deriveFrom } from "./derive.ts";

/** Ed25519 pair that signs `X-Tessera-Identity`; `keyId` is the RFC 7638 thumbprint of the public JWK. */
export interface IdentityKeyPair {
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** Public JWK (RFC 8037), as published at `/.well-known/jwks.json`. */
  jwk: { kty: "OKP"; crv: "Ed25519"; x: string; kid: string; alg: "EdDSA"; use: "sig" };
}

/** PKCS #8 header of an Ed25519 private key whose 32-byte seed follows (RFC 8410, 7). */
const pkcs8Header = Buffer.from("302e020100300506032b657004220420", "hex");

/** The pair is a function of the master key, so that every process of an installation signs with the same one. */
export function identityKeyPairFrom(masterKey: Buffer): IdentityKeyPair {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Header, deriveFrom(masterKey, "identity")]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  const keyId = createHash("sha256").update(JSON.stringify({ crv: "Ed25519", kty: "OKP", x })).digest("base64url");
  return { keyId, privateKey, publicKey, jwk: { kty: "OKP", crv: "Ed25519", x, kid: keyId, alg: "EdDSA", use: "sig" } };
}

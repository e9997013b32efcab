import { createPublicKey, randomBytes, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { vaultErrors } from "./errors.ts";
import { createVault } from "./vault.ts";

const aad = "ops/prometheus/prod/credential";
const keyA = Buffer.alloc(32, 1);
const keyB = Buffer.alloc(32, 2);

describe("sealing", () => {
  it("gives back what was sealed, also empty, long and non-Latin texts", () => {
    const vault = createVault([keyA]);
    for (const text of ["", "s3cret", "密钥 🔑", "x".repeat(200_000)]) expect(vault.open(vault.seal(text, aad), aad)).toBe(text);
  });

  it("never makes the same text twice and shows no plaintext", () => {
    const vault = createVault([keyA]);
    const texts = new Set(Array.from({ length: 200 }, () => vault.seal("s3cret", aad)));
    expect(texts.size).toBe(200);
    expect([...texts].join()).not.toContain("s3cret");
    expect([...texts][0]).toMatch(/^v1\.[A-Za-z0-9_-]{12}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$/);
  });

  it("refuses the secret of another record", () => {
    const vault = createVault([keyA]);
    expect(() => vault.open(vault.seal("s3cret", aad), "ops/prometheus/test/credential")).toThrow(expect.objectContaining({ code: vaultErrors.tampered }));
  });

  it("refuses any changed bit of nonce, ciphertext and tag", () => {
    const vault = createVault([keyA]);
    const [version, keyId, nonce, body] = vault.seal("s3cret", aad).split(".") as [string, string, string, string];
    const flipped = (text: string, index: number) => {
      const bytes = Buffer.from(text, "base64url");
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      return bytes.toString("base64url");
    };
    for (let index = 0; index < 12; index += 1) expect(() => vault.open([version, keyId, flipped(nonce, index), body].join("."), aad)).toThrow(expect.objectContaining({ code: vaultErrors.tampered }));
    for (let index = 0; index < 22; index += 1) expect(() => vault.open([version, keyId, nonce, flipped(body, index)].join("."), aad)).toThrow(expect.objectContaining({ code: vaultErrors.tampered }));
  });

  it("authenticates the key id", () => {
    const vault = createVault([keyA, keyB]);
    const otherId = createVault([keyB]).keyId;
    const [version, , nonce, body] = vault.seal("s3cret", aad).split(".");
    expect(() => vault.open([version, otherId, nonce, body].join("."), aad)).toThrow(expect.objectContaining({ code: vaultErrors.tampered }));
  });

  it.each(["", "v1", "v1.a.b.c", "v2.a.b.c", "v1.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA", "v1.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA.AAAA", "v1.AAAAAAAAAAAA.AAAAAAAAAAAAAAAA.!!!!", "v1.k.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.x"])("calls %j malformed", (text) => {
    expect(() => createVault([keyA]).open(text, aad)).toThrow(expect.objectContaining({ code: vaultErrors.malformed }));
  });
});

describe("rotation", () => {
  it("seals with the first key and opens with all", () => {
    const before = createVault([keyA]);
    const sealed = before.seal("s3cret", aad);
    const during = createVault([keyB, keyA]);
    expect(during.open(sealed, aad)).toBe("s3cret");
    expect(during.isOutdated(sealed)).toBe(true);
    const again = during.seal("s3cret", aad);
    expect(during.isOutdated(again)).toBe(false);
    expect(createVault([keyB]).open(again, aad)).toBe("s3cret");
  });

  it("names the missing key once the old one is dropped", () => {
    const old = createVault([keyA]);
    expect(() => createVault([keyB]).open(old.seal("s3cret", aad), aad)).toThrow(expect.objectContaining({ code: vaultErrors.unknownKey, message: expect.stringContaining(old.keyId) }));
  });

  it.each([[[]], [[Buffer.alloc(31)]], [[keyA, Buffer.alloc(33)]]])("refuses wrong master keys", (keys) => {
    expect(() => createVault(keys)).toThrow(expect.objectContaining({ code: vaultErrors.keyInvalid }));
  });
});

describe("derived keys", () => {
  it("are equal in every process with the same master key and differ by label and key", () => {
    const vault = createVault([keyA, keyB]);
    expect(vault.deriveKey("gateway-call")).toEqual(createVault([Buffer.from(keyA)]).deriveKey("gateway-call"));
    expect(vault.deriveKey("gateway-call")).not.toEqual(vault.deriveKey("session"));
    expect(vault.deriveKeys("gateway-call")).toEqual([vault.deriveKey("gateway-call"), createVault([keyB]).deriveKey("gateway-call")]);
    expect(vault.deriveKey("seal")).toHaveLength(32);
  });

  it("does not change when the caller overwrites the buffer it gave", () => {
    const key = Buffer.from(keyA);
    const vault = createVault([key]);
    const before = vault.deriveKeys("x");
    key.fill(9);
    expect(vault.deriveKeys("x")).toEqual(before);
    expect(vault.deriveKey("x")).toEqual(before[0]);
  });

  it("sign with a deterministic Ed25519 pair that verifies through its JWK", () => {
    const pair = createVault([keyA]).identityKeyPair();
    const message = randomBytes(64);
    const signature = sign(null, message, pair.privateKey);
    expect(verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: pair.jwk.x }, format: "jwk" }), signature)).toBe(true);
    expect(createVault([keyA]).identityKeyPair().jwk).toEqual(pair.jwk);
    expect(createVault([keyB, keyA]).identityKeyPairs().map(({ keyId }) => keyId)).toContain(pair.keyId);
    expect(createVault([keyB]).identityKeyPair().keyId).not.toBe(pair.keyId);
  });
});

import { DefectError, OperationalError } from "@tessera/contracts";
import { deriveFrom, keyBytes, keyIdOf } from "./derive.ts";
import { vaultErrors } from "./errors.ts";
import { identityKeyPairFrom } from "./identity-keys.ts";
import type { IdentityKeyPair } from "./identity-keys.ts";
import { vaultMessages } from "./messages.ts";
import { openParts, parseSealed, sealText } from "./sealed-text.ts";

/** Seals secrets for storage and derives the keys that the processes of one installation share. */
export interface Vault {
  /** Id of the key that seals now. */
  readonly keyId: string;
  /**
   * Encrypts a text for storage: `v1.<keyId>.<nonce>.<ciphertext+tag>`, base64url. `aad` names the place where it may be
   * opened again, e.g. `<space>/<connector>/<stage>/credential`.
   */
  seal(plaintext: string, aad: string): string;
  /** Decrypts what `seal` made; throws `vault.unknown-key`, `vault.malformed` or `vault.tampered`. */
  open(sealed: string, aad: string): string;
  /** Whether a sealed text should be sealed again because an older key made it. */
  isOutdated(sealed: string): boolean;
  /** 32 bytes for one use, e.g. `gateway-call`, from the key that seals now. */
  deriveKey(label: string): Buffer;
  /** The same from every known key, newest first: what was made before a rotation can still be checked. */
  deriveKeys(label: string): Buffer[];
  /** The pair that signs now. */
  identityKeyPair(): IdentityKeyPair;
  /** Every known pair, newest first, for the published key set. */
  identityKeyPairs(): IdentityKeyPair[];
}

/**
 * A vault over one or more 32-byte master keys. The first seals; all open, which is how a key is rotated: put the new one
 * first, seal again what `isOutdated`, then drop the old one. Throws `vault.key-invalid`.
 */
export function createVault(masterKeys: readonly Buffer[]): Vault {
  const [first] = masterKeys;
  if (first === undefined || masterKeys.some((key) => key.length !== keyBytes)) {
    throw new DefectError({ code: vaultErrors.keyInvalid, message: `A vault needs at least one master key, each of ${keyBytes} bytes.` });
  }
  const keys = masterKeys.map((masterKey) => Buffer.from(masterKey));
  const current = keys[0] ?? first;
  const sealingKeys = new Map(keys.toReversed().map((masterKey) => [keyIdOf(masterKey), deriveFrom(masterKey, "seal")]));
  const currentKeyId = keyIdOf(current);
  const currentSealingKey = deriveFrom(current, "seal");
  const pairs = keys.map(identityKeyPairFrom);
  const currentPair = identityKeyPairFrom(current);

  return {
    keyId: currentKeyId,
    seal: (plaintext, aad) => sealText(currentSealingKey, currentKeyId, plaintext, aad),
    open(sealed, aad) {
      const parts = parseSealed(sealed);
      const key = sealingKeys.get(parts.keyId);
      if (key === undefined) {
        throw new OperationalError({
          code: vaultErrors.unknownKey,
          message: vaultMessages.unknownKey({ place: aad, keyId: parts.keyId }),
        });
      }
      return openParts(key, parts, aad);
    },
    isOutdated: (sealed) => parseSealed(sealed).keyId !== currentKeyId,
    deriveKey: (label) => deriveFrom(current, label),
    deriveKeys: (label) => keys.map((masterKey) => deriveFrom(masterKey, label)),
    identityKeyPair: () => currentPair,
    identityKeyPairs: () => [...pairs],
  };
}

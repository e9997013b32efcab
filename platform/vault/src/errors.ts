/** Codes of the errors this package throws. */
export const vaultErrors = {
  keyInvalid: "vault.key-invalid",
  keyUnreadable: "vault.key-unreadable",
  unknownKey: "vault.unknown-key",
  malformed: "vault.malformed",
  tampered: "vault.tampered",
} as const;
export type VaultErrorCode = (typeof vaultErrors)[keyof typeof vaultErrors];

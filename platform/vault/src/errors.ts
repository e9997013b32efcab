/** Codes of the errors this package throws. */
export const vaultErrors = {
  keyInvalid: "vault.key-invalid",
  keyUnreadable: "vault.key-unreadable",
  unknownKey: "vault.unknown-key",
  malformed: "vault.malformed",
  tampered: "vault.tampered",
  certificateInvalid: "vault.certificate-invalid",
  certificateExpired: "vault.certificate-expired",
  certificateKey: "vault.certificate-key",
} as const;
export type VaultErrorCode = (typeof vaultErrors)[keyof typeof vaultErrors];

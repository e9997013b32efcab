export { checkClientCertificate } from "./client-certificate.ts";
export { vaultErrors } from "./errors.ts";
export type { VaultErrorCode } from "./errors.ts";
export type { IdentityKeyPair } from "./identity-keys.ts";
export { loadSecretKey, loadSecretKeys } from "./secret-key.ts";
export type { SecretKeySource } from "./secret-key.ts";
export { createVault } from "./vault.ts";
export type { Vault } from "./vault.ts";

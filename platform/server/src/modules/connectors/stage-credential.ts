import { isIP } from "node:net";
import { type BoundCredential, type CertificateView, type Credential, type CredentialInput, type SealedCredential, UserError, boundCredentialSchema, credentialInputSchema } from "@tessera/contracts";
import { type Vault, checkClientCertificate } from "@tessera/vault";
import { serverErrors } from "../../errors.ts";
import type { AddressCheck } from "../../platform/text-fetcher.ts";
import { connectorMessages } from "./connector.messages.ts";

/** A credential as a stage keeps it: the kind and the public part of a certificate, the rest sealed. */
export interface StoredCredential extends SealedCredential {
  certificate: CertificateView | null;
  updatedAt: Date;
}

/** The backend of a stage that a credential belongs to; sealed text opens nowhere else. */
export interface CredentialPlace {
  space: string;
  connector: string;
  stage: string;
  /** Of a further backend; absent: the stage's own. */
  backend?: string;
}

/** Checks, seals and binds the credentials of stages. What is sealed goes to gateways only. */
export class StageCredentials {
  readonly #vault: Vault;
  readonly #addresses: AddressCheck;

  constructor(vault: Vault, addresses: AddressCheck) {
    this.#vault = vault;
    this.#addresses = addresses;
  }

  /**
   * Seals what a person entered for the backend at `origin`, null while there is none. Throws `vault.certificate-*`,
   * `stage.credential-https` or `egress.address-refused` at the field.
   */
  async seal(input: CredentialInput, place: CredentialPlace, origin: string | null): Promise<StoredCredential | null> {
    const credential = credentialInputSchema.parse(input);
    if (credential.kind === "none") return null;
    requireHttps(credential, origin);
    const certificate = credential.kind === "mtls" ? checkClientCertificate(credential) : null;
    if (credential.kind === "oauth2") await this.#checkTokenUrl(credential.tokenUrl);
    return { kind: credential.kind, sealed: this.#sealed({ credential, origin }, place), certificate, updatedAt: new Date() };
  }

  /** The same credential for another backend. Throws what `Vault.open` throws. */
  rebind(stored: StoredCredential, place: CredentialPlace, origin: string | null): StoredCredential {
    const { credential } = this.#open(stored.sealed, place);
    requireHttps(credential, origin);
    return { ...stored, sealed: this.#sealed({ credential, origin }, place) };
  }

  /** The text sealed with the current key and bound to `origin` where it was bound to none; null when it is so already. Throws what `Vault.open` throws. */
  reseal(sealed: string, place: CredentialPlace, origin: string | null): string | null {
    const bound = this.#open(sealed, place);
    if (!this.#vault.isOutdated(sealed) && (bound.origin !== null || origin === null)) return null;
    return this.#sealed({ credential: bound.credential, origin: bound.origin ?? origin }, place);
  }

  #open(sealed: string, place: CredentialPlace): BoundCredential {
    return boundCredentialSchema.parse(JSON.parse(this.#vault.open(sealed, aadOf(place))));
  }

  #sealed(bound: BoundCredential, place: CredentialPlace): string {
    return this.#vault.seal(JSON.stringify(bound), aadOf(place));
  }

  /** What is an address already; names are checked by gateways each time they connect. */
  async #checkTokenUrl(tokenUrl: string): Promise<void> {
    const { hostname } = new URL(tokenUrl);
    const address = hostname.replace(/^\[|\]$/g, "");
    if (isIP(address) === 0) return;
    try {
      await this.#addresses.checkAddress(address, "backend");
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError({ reason: error.reason, code: error.code, message: error.text, path: "/credential/tokenUrl", cause: error });
    }
  }
}

function aadOf({ space, connector, stage, backend }: CredentialPlace): string {
  return `${space}/${connector}/${stage}${backend === undefined ? "" : `/${backend}`}/credential`;
}

function requireHttps({ kind }: Credential, origin: string | null): void {
  if (kind !== "mtls" || origin === null || origin.startsWith("https:")) return;
  throw new UserError({ reason: "unprocessable", code: serverErrors.stageCredentialHttps, message: connectorMessages.credentialHttps({ origin }), path: "/credential/kind" });
}

import { createHash } from "node:crypto";
import { UserError, boundCredentialSchema, isTesseraError } from "@tessera/contracts";
import type { SealedCredential } from "@tessera/contracts";
import type { Egress } from "@tessera/egress";
import type { Vault } from "@tessera/vault";
import { snapshotErrors } from "../errors.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import { compileCredential } from "./credential.ts";
import type { StageCredential } from "./credential.ts";

/**
 * Opened credentials of one space. One that did not change keeps its tokens and connections when a new snapshot is loaded, also
 * when it was only sealed with another key; `begin` opens a load, `commit` frees what it no longer uses, `cancel` what only
 * it used.
 */
export class CredentialPool {
  private current = new Map<string, StageCredential | undefined>();
  private next = new Map<string, StageCredential | undefined>();
  private readonly vault: Vault;
  private readonly egress: Pick<Egress, "request" | "dispatcherWith">;

  constructor(vault: Vault, egress: Pick<Egress, "request" | "dispatcherWith">) {
    this.vault = vault;
    this.egress = egress;
  }

  begin(): void {
    this.next = new Map();
  }

  /** Opens the credential of the stage `site` for calls of `origin`. Throws `gateway.credential-unreadable` or `gateway.credential-elsewhere`. */
  open(sealed: SealedCredential | null, site: string, origin: string): StageCredential | undefined {
    if (sealed === null) return undefined;
    const text = this.text(sealed, site);
    const bound = this.parse(text, site);
    if (bound.origin !== null && bound.origin !== origin) {
      throw new UserError({ code: snapshotErrors.credentialElsewhere, message: snapshotMessages.credentialElsewhere({ site, origin: bound.origin }) });
    }
    const key = `${site}\0${createHash("sha256").update(JSON.stringify(bound.credential)).digest("base64url")}`;
    if (!this.next.has(key)) this.next.set(key, this.current.has(key) ? this.current.get(key) : compileCredential(bound.credential, this.egress));
    return this.next.get(key);
  }

  commit(): void {
    free(this.current, this.next);
    this.current = this.next;
  }

  cancel(): void {
    free(this.next, this.current);
    this.next = new Map();
  }

  clear(): void {
    free(this.current, new Map());
    this.current = new Map();
  }

  private text({ sealed }: SealedCredential, site: string): string {
    try {
      return this.vault.open(sealed, `${site}/credential`);
    } catch (cause) {
      throw unreadable(site, cause);
    }
  }

  private parse(text: string, site: string) {
    try {
      return boundCredentialSchema.parse(JSON.parse(text));
    } catch {
      // The parser's words may quote the secret, so that they go no further.
      throw unreadable(site, undefined);
    }
  }
}

function unreadable(site: string, cause: unknown): UserError {
  const reason = isTesseraError(cause) ? cause.text : snapshotMessages.noCredential();
  return new UserError({ code: snapshotErrors.credentialUnreadable, message: snapshotMessages.credential({ site, reason }), cause });
}

function free(from: Map<string, StageCredential | undefined>, kept: Map<string, StageCredential | undefined>): void {
  for (const [key, credential] of from) if (kept.get(key) !== credential) credential?.close?.();
}

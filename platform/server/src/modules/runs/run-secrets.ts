import { isTesseraError } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import { type RunSecrets, type StoredRun, runSecretsPlace } from "./run-record.ts";

/** Seals and opens what of a start nobody may read in the store. */
export class RunSafe {
  readonly #vault: Vault;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  seal(run: Pick<StoredRun, "_id" | "space">, secrets: RunSecrets): string {
    return this.#vault.seal(JSON.stringify(secrets), runSecretsPlace(run.space, run._id));
  }

  /** Null when no present key opens it. */
  open({ _id, space, sealed }: Pick<StoredRun, "_id" | "space" | "sealed">): RunSecrets | null {
    if (sealed === null) return null;
    try {
      return JSON.parse(this.#vault.open(sealed, runSecretsPlace(space, _id))) as RunSecrets;
    } catch (error) {
      if (isTesseraError(error)) return null;
      throw error;
    }
  }
}

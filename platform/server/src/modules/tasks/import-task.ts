import type { CredentialInput } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import type { ImportInput, ImportService } from "../connectors/import.service.ts";
import type { TaskKind } from "./task-kind.ts";

export const importTaskKind = "connector.import";

/** An import as a task keeps it. */
export type ImportTaskInput = Omit<ImportInput, "credential"> & { sealedCredential: string | null };

/** Where the credential of an import task may be opened. */
export function taskCredentialPlace(space: string, id: string): string {
  return `${space}/task/${id}/credential`;
}

/** Imports an API document. */
export function importTask(imports: ImportService, vault: Vault): TaskKind {
  return {
    kind: importTaskKind,
    async run({ id, space, actor, input, signal, report, succeed }) {
      const { sealedCredential, ...rest } = input as ImportTaskInput;
      const credential = sealedCredential === null ? {} : { credential: JSON.parse(vault.open(sealedCredential, taskCredentialPlace(space, id))) as CredentialInput };
      await imports.import(actor, { ...rest, ...credential }, {
        signal,
        onProgress: report,
        onCommit: ({ connector, report: findings }, transaction) => succeed({ connector: connector.name, imported: findings.operations.length, skipped: findings.skipped, problems: findings.problems.slice(0, 500) }, transaction),
      });
    },
  };
}

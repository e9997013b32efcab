import type { CredentialInput, StageInput, StageView } from "@tessera/contracts";
import type { VariableRow } from "./variables/variable-lines.ts";

/** A further backend as the form holds it. */
export interface BackendValues {
  name: string;
  url: string;
  timeoutMs: number;
  credential?: CredentialInput;
  /** Origin that the stored credential may go to. */
  keepCredentialFor?: string;
  /** The stage has it already. */
  isStored?: boolean;
  /** Its stored credential is entered anew. */
  isChanging?: boolean;
}

/** A stage as the form holds it. */
export interface StageValues {
  name: string;
  backend: { url: string; timeoutMs: number };
  credential?: CredentialInput;
  keepCredentialFor?: string;
  variables?: VariableRow[];
  backends?: BackendValues[];
}

export const defaultTimeoutMs = 30_000;

/** What the form starts from. */
export function stageValues(stage: StageView | undefined, newName: string): StageValues {
  return {
    name: stage?.name ?? newName,
    backend: { url: stage?.backend?.url ?? "", timeoutMs: stage?.backend?.timeoutMs ?? defaultTimeoutMs },
    variables: Object.entries(stage?.variables ?? {}).map(([name, value]) => ({ name, value })),
    backends: (stage?.backends ?? []).map(({ name, url, timeoutMs }) => ({ name, url, timeoutMs, isStored: true })),
  };
}

/** What is saved; a form without rows has no values for them, and the stage then none. */
export function stageInput({ backend, credential, keepCredentialFor, variables = [], backends = [] }: StageValues): StageInput {
  return {
    backend,
    ...credentialOf({ credential, keepCredentialFor }),
    variables: Object.fromEntries(variables.map(({ name, value }) => [name, value ?? ""])),
    backends: backends.map((one) => ({ name: one.name, url: one.url, timeoutMs: one.timeoutMs, ...credentialOf(one) })),
  };
}

function credentialOf({ credential, keepCredentialFor }: { credential?: CredentialInput | undefined; keepCredentialFor?: string | undefined }): Pick<StageInput, "credential" | "keepCredentialFor"> {
  return { ...(credential ? { credential } : {}), ...(keepCredentialFor ? { keepCredentialFor } : {}) } as Pick<StageInput, "credential" | "keepCredentialFor">;
}

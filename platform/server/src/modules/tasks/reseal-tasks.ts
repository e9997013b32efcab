import { type Message, isTesseraError } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import { pack, unpack } from "../../persistence/packed.ts";
import { type ImportTaskInput, importTaskKind, taskCredentialPlace } from "./import-task.ts";
import type { TaskRepository } from "./task.repository.ts";

/** What sealing tasks again did; `place` is `space/task/id`. */
export interface ResealedTasks {
  sealed: number;
  unreadable: { place: string; reason: Message }[];
}

/** Seals the credentials of tasks that have not ended with the current key. */
export async function resealTasks(tasks: TaskRepository, vault: Vault): Promise<ResealedTasks> {
  const report: ResealedTasks = { sealed: 0, unreadable: [] };
  for (const { _id, space } of await tasks.unfinished(importTaskKind)) {
    const packed = await tasks.inputOf(_id);
    if (packed === null) continue;
    const input = await unpack<ImportTaskInput>(packed);
    if (input.sealedCredential === null || !vault.isOutdated(input.sealedCredential)) continue;
    const place = taskCredentialPlace(space, _id);
    try {
      const sealedCredential = vault.seal(vault.open(input.sealedCredential, place), place);
      if (await tasks.replaceInput(_id, await pack({ ...input, sealedCredential }))) report.sealed += 1;
    } catch (error) {
      if (!isTesseraError(error)) throw error;
      report.unreadable.push({ place: `${space}/task/${_id}`, reason: error.text });
    }
  }
  return report;
}

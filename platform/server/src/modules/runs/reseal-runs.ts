import { type Message, isTesseraError } from "@tessera/contracts";
import type { Vault } from "@tessera/vault";
import type { RunRepository } from "./run.repository.ts";
import { runSecretsPlace } from "./run-record.ts";

/** What sealing runs again did; `place` is `space/run/id`. */
export interface ResealedRuns {
  sealed: number;
  unreadable: { place: string; reason: Message }[];
}

/** Seals what runs that have not ended keep of their inputs with the current key. */
export async function resealRuns(runs: RunRepository, vault: Vault): Promise<ResealedRuns> {
  const report: ResealedRuns = { sealed: 0, unreadable: [] };
  for (const run of await runs.sealed()) {
    if (run.sealed === null || !vault.isOutdated(run.sealed)) continue;
    const place = runSecretsPlace(run.space, run._id);
    try {
      if (await runs.reseal(run, vault.seal(vault.open(run.sealed, place), place))) report.sealed += 1;
    } catch (error) {
      if (!isTesseraError(error)) throw error;
      report.unreadable.push({ place: `${run.space}/run/${run._id}`, reason: error.text });
    }
  }
  return report;
}

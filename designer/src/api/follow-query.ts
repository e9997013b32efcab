/** How far started work is. */
interface Pending {
  run: string;
  change: number;
  progress: number | null;
}

/** Asks a query until its answer is there: one whose operation only starts work answers `pending` before. `onProgress` gets 0 to 1, null while unknown. */
export async function followQuery<T extends { pending?: Pending | undefined }>(ask: (follow?: { run: string; change: number }) => Promise<T>, onProgress?: (progress: number | null) => void): Promise<T> {
  let answer = await ask();
  while (answer.pending !== undefined) {
    const { run, change, progress } = answer.pending;
    onProgress?.(progress);
    answer = await ask({ run, change });
  }
  return answer;
}

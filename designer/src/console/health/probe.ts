export interface Probe {
  up: boolean;
  durationMs: number;
}

/** Asks a health address of the server. Not part of the API, so that it answers when the API does not. */
export async function probe(path: string, signal: AbortSignal): Promise<Probe> {
  const start = performance.now();
  const response = await fetch(path, { signal, cache: "no-store" });
  return { up: response.ok, durationMs: performance.now() - start };
}

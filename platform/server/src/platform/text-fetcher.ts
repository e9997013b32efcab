import type { Egress, EgressOptions } from "@tessera/egress";

/** What features need of the egress client. */
export interface TextFetcher {
  fetchText: Egress["fetchText"];
}

/** The egress client, loaded with its first use: few processes ever fetch an address that a user types. */
export class LazyEgress implements TextFetcher {
  readonly #options: EgressOptions;
  #egress: Promise<Egress> | undefined;

  constructor(options: EgressOptions) {
    this.#options = options;
  }

  async fetchText(...args: Parameters<Egress["fetchText"]>): ReturnType<Egress["fetchText"]> {
    this.#egress ??= import("@tessera/egress").then(({ createEgress }) => createEgress(this.#options));
    return (await this.#egress).fetchText(...args);
  }

  async close(): Promise<void> {
    await (await this.#egress)?.close();
  }
}

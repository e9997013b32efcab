import type { Egress, EgressOptions } from "@tessera/egress";

/** What features need of the egress client. */
export interface TextFetcher {
  fetchText: Egress["fetchText"];
}

/** What features need to know of an IP address before they keep it; throws `egress.address-refused`. */
export interface AddressCheck {
  checkAddress(...args: Parameters<Egress["checkAddress"]>): Promise<void>;
}

/** The egress client, loaded with its first use: few processes ever fetch an address that a user types. */
export class LazyEgress implements TextFetcher, AddressCheck {
  readonly #options: EgressOptions;
  #egress: Promise<Egress> | undefined;

  constructor(options: EgressOptions) {
    this.#options = options;
  }

  async fetchText(...args: Parameters<Egress["fetchText"]>): ReturnType<Egress["fetchText"]> {
    return (await this.#loaded()).fetchText(...args);
  }

  async checkAddress(...args: Parameters<Egress["checkAddress"]>): Promise<void> {
    (await this.#loaded()).checkAddress(...args);
  }

  async close(): Promise<void> {
    await (await this.#egress)?.close();
  }

  #loaded(): Promise<Egress> {
    this.#egress ??= import("@tessera/egress").then(({ createEgress }) => createEgress(this.#options));
    return this.#egress;
  }
}

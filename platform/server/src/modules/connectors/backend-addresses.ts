import { isIP } from "node:net";
import { UserError } from "@tessera/contracts";
import type { AddressCheck } from "../../platform/text-fetcher.ts";

/** Looks at the addresses of backends before they are called. */
export class BackendAddresses {
  readonly #addresses: AddressCheck;

  constructor(addresses: AddressCheck) {
    this.#addresses = addresses;
  }

  /** What is an IP address already; names are looked up by gateways each time they connect. Throws `egress.address-refused` at `path`. */
  async check(address: string, path: string): Promise<void> {
    const { hostname, port, protocol } = new URL(address);
    const host = hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) === 0) return;
    try {
      await this.#addresses.checkAddress(host, "backend", Number(port) || (protocol === "https:" ? 443 : 80));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError({ reason: error.reason, code: error.code, message: error.text, path, cause: error });
    }
  }
}

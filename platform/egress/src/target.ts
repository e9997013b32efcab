import { UserError } from "@tessera/contracts";
import { egressErrors } from "./errors.ts";

function refuse(message: string): UserError {
  return new UserError({ code: egressErrors.url, message });
}

/**
 * Reads an address to call; throws `egress.url`. The WHATWG parser turns every spelling of an IPv4 address (decimal, octal,
 * hexadecimal, full-width digits) into the usual one, so that the policy sees what will be called.
 */
export function parseTarget(text: string, base?: string): URL {
  if (text.length > 8192) throw refuse("The address is longer than 8192 characters.");
  if (!URL.canParse(text, base)) throw refuse(`"${text.slice(0, 200)}" is no address, e.g. https://example.com/openapi.yaml`);
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refuse(`The address must start with http:// or https://, not ${url.protocol}//`);
  if (url.username !== "" || url.password !== "") throw refuse("The address must hold no user and password; put them where credentials are kept.");
  url.hash = "";
  return url;
}

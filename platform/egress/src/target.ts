import { type Message, UserError } from "@tessera/contracts";
import { egressErrors } from "./errors.ts";
import { addressMessages } from "./messages.ts";

function refuse(message: Message): UserError {
  return new UserError({ code: egressErrors.url, message });
}

/**
 * Reads an address to call; throws `egress.url`. The WHATWG parser turns every spelling of an IPv4 address (decimal, octal,
 * hexadecimal, full-width digits) into the usual one, so that the policy sees what will be called.
 */
export function parseTarget(text: string, base?: string): URL {
  if (text.length > 8192) throw refuse(addressMessages.tooLong());
  if (!URL.canParse(text, base)) throw refuse(addressMessages.invalid({ text: text.slice(0, 200) }));
  const url = new URL(text, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw refuse(addressMessages.scheme({ scheme: url.protocol }));
  if (url.username !== "" || url.password !== "") throw refuse(addressMessages.credentials());
  url.hash = "";
  return url;
}

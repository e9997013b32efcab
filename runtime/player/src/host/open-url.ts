import type { Message } from "@tessera/contracts";
import { problemMessages } from "./messages.ts";

/** Schemes of addresses that a page may have opened. */
const schemes: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** An absolute address that a page may have opened, as the browser writes it; null: none. */
function openableUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return schemes.has(protocol) ? href : null;
}

/** Opens an address apart from the shell, which the other side learns nothing of; mail goes to the person's own program. */
function openApart(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noopener noreferrer";
  if (!url.startsWith("mailto:")) link.target = "_blank";
  link.click();
}

/**
 * Opens an address that a page asks for, by `open` or else apart from the shell. Returns why it was refused, or null. A press in the
 * frame counts for the pages around it too, for a few seconds (HTML, user activation); without one nothing opens.
 */
export function openUrl(url: string, open: (url: string) => void = openApart): Message | null {
  const address = openableUrl(url);
  if (address === null) return problemMessages.urlScheme({ url: url.slice(0, 200) });
  if (!navigator.userActivation.isActive) return problemMessages.urlNotPressed({ url: address.slice(0, 200) });
  open(address);
  return null;
}

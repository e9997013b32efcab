import { type Clipboard, readClipboard } from "@tessera/page";

const place = "tessera.clipboard";

/**
 * Puts copied components on the system's clipboard, and into this browser's storage for where the system's cannot be
 * read (a page that is not served over HTTPS, a person who said no).
 */
export async function writeCopied(clipboard: Clipboard): Promise<void> {
  const text = JSON.stringify(clipboard);
  localStorage.setItem(place, text);
  try {
    await navigator.clipboard?.writeText(text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Copied components, from this or another app or window; null when there are none. */
export async function readCopied(): Promise<Clipboard | null> {
  let text: string | undefined;
  try {
    text = await navigator.clipboard?.readText();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return readClipboard(text ?? "") ?? readClipboard(localStorage.getItem(place) ?? "");
}

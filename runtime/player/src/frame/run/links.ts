/** Longest address that the shell opens, in characters. */
export const maxUrlLength = 2_048;

/**
 * Takes presses on links away from the browser and hands the address on: a sandboxed frame may open no window, and following
 * a link in it would replace the page. Left button, Enter and middle button alike; a component that has handled the press
 * itself, and places within the page (`#...`), are left alone. Returns how to stop.
 */
export function watchLinks(page: Document, open: (url: string) => void): () => void {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button > 1) return;
    const link = event.composedPath().find((target): target is Element => target instanceof Element && target.matches("a, area"));
    // Links in drawings name their address by an older attribute.
    const url = link?.getAttribute("href") ?? link?.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? "";
    if (url === "" || url.startsWith("#")) return;
    event.preventDefault();
    if (URL.canParse(url)) open(new URL(url).href);
  };
  page.addEventListener("click", follow);
  page.addEventListener("auxclick", follow);
  return () => {
    page.removeEventListener("click", follow);
    page.removeEventListener("auxclick", follow);
  };
}

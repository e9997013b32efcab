/** A name for addresses made of a title: `Alert center` → `alert-center`; empty when nothing of it fits. */
export function nameFrom(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}

const linkSchemes = new Set(["http:", "https:", "mailto:"]);

/** The absolute address of a link that may be followed (http, https, mailto), or null. */
export function safeLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return linkSchemes.has(parsed.protocol) ? parsed.href : null;
}

/** The address of a picture inside the text itself (`data:image/...`), or null: pages load nothing from elsewhere. */
export function safeImage(url: string): string | null {
  return /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(url) ? url : null;
}

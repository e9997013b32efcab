const start = "<!-- corpus: written by npm run corpus -->";
const end = "<!-- corpus: end -->";

/** The page with what stands between the two markers replaced; both are added at its end when it has none. */
export function withFigures(page: string, figures: string): string {
  const block = `${start}\n${figures}\n${end}`;
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) return `${page.trimEnd()}\n\n${block}\n`;
  return page.slice(0, from) + block + page.slice(to + end.length);
}

/** How well a query fits a text: every word must occur; earlier and at a word's start is better. Undefined: it does not fit. */
export function matchScore(query: string, text: string): number | undefined {
  const haystack = text.toLowerCase();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = haystack.indexOf(word);
    if (at === -1) return undefined;
    const atWordStart = at === 0 || /[\s/·._-]/.test(haystack[at - 1] ?? "");
    score += (atWordStart ? 100 : 50) - Math.min(at, 40);
  }
  return score;
}

/** Rough JSON size of a value in characters; stops counting once `atMost` is passed. */
export function weigh(value: unknown, atMost: number): number {
  let total = 0;
  const visit = (inner: unknown): void => {
    total += typeof inner === "string" ? inner.length + 8 : 8;
    if (typeof inner !== "object" || inner === null) return;
    for (const [key, item] of Object.entries(inner)) {
      if (total > atMost) return;
      total += key.length;
      visit(item);
    }
  };
  visit(value);
  return total;
}

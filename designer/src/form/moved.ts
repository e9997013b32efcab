/** The list with one item moved; out of bounds it stays as it is. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_one, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** A key that sorts between two others (null: an end). Keys that do not fit (equal, broken or swapped) count as absent ends. */
export function orderBetween(before: string | null, after: string | null): string {
  return ordersBetween(before, after, 1)[0] ?? generateKeyBetween(null, null);
}

/** `count` ascending keys between two others. */
export function ordersBetween(before: string | null, after: string | null, count: number): string[] {
  const low = before !== null && isOrderKey(before) ? before : null;
  const high = after !== null && isOrderKey(after) && (low === null || after > low) ? after : null;
  return generateNKeysBetween(low, high, count);
}

/** Whether a text is a key that this package can sort between. */
export function isOrderKey(text: string): boolean {
  try {
    generateKeyBetween(text, null);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

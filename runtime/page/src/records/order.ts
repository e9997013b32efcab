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

/** Length from which a list is numbered anew: keys between the same two neighbours grow by a character every six. */
const longestKey = 48;

/** A key for something that goes into a list, and new keys for all that stands in it where there was no room. */
export interface Room {
  order: string;
  others: readonly string[] | null;
}

/**
 * Finds a key for the place `at` of a list with the given keys. There is none between neighbours with equal keys (two people
 * inserted at the same place at once) or broken ones, and a bad one where the keys have grown long: then all get new keys.
 */
export function makeRoom(orders: readonly string[], at: number): Room {
  const before = orders[at - 1] ?? null;
  const after = orders[at] ?? null;
  const isSound = [before, after].every((key) => key === null || isOrderKey(key)) && (before === null || after === null || before < after);
  const order = isSound ? orderBetween(before, after) : "";
  if (isSound && order.length <= longestKey) return { order, others: null };
  const fresh = ordersBetween(null, null, orders.length + 1);
  return { order: fresh[at] ?? orderBetween(null, null), others: fresh.filter((_key, index) => index !== at) };
}

/** Whether a text is a key that this package can sort between. */
export function isOrderKey(text: string): boolean {
  // The library takes other characters for a digit before the first one, and makes keys from them that do not ascend.
  if (!/^[0-9A-Za-z]+$/.test(text)) return false;
  try {
    generateKeyBetween(text, null);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

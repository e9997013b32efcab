import { isDocument } from "../bson/types.ts";

const VALUE_BYTES = 16;

/** About how many bytes a value holds in memory: enough to bound what a stage collects. */
export function approximateSize(value: unknown): number {
  if (typeof value === "string") return VALUE_BYTES + value.length;
  if (typeof value !== "object" || value === null) return VALUE_BYTES;
  if (Array.isArray(value)) return (value as unknown[]).reduce<number>((sum, element) => sum + approximateSize(element), VALUE_BYTES);
  if (isDocument(value)) {
    let size = VALUE_BYTES;
    for (const key of Object.keys(value)) size += key.length + approximateSize(value[key]);
    return size;
  }
  const { buffer } = value as { buffer?: unknown };
  return VALUE_BYTES + (buffer instanceof Uint8Array ? buffer.length : VALUE_BYTES);
}

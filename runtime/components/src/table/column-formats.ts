/** How a cell writes its value. */
export const columnFormats = ["text", "number", "time", "relative-time", "tag", "link", "boolean", "json", "bytes", "duration"] as const;
export type ColumnFormat = (typeof columnFormats)[number];

export { CommandPalette } from "./CommandPalette.tsx";
export { useCommandStore, useCommands } from "./command-store.ts";
export type { Command } from "./command-store.ts";
export { shortcutText } from "./modifier-key.ts";

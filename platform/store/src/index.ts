export { SettingError } from "./errors.ts";
export { startStore } from "./start-store.ts";
export type { RunningStore, StoreOptions } from "./start-store.ts";

export { serverErrors } from "./errors.ts";
export { projectFolders } from "./platform/folders.ts";
export type { Folders } from "./platform/folders.ts";
export { closeResources, openResources } from "./platform/resources.ts";
export type { Resources } from "./platform/resources.ts";
export { startWorker } from "./worker/start-worker.ts";
export type { RunningWorker } from "./worker/start-worker.ts";
export { startServer } from "./server.ts";
export type { RunningServer } from "./server.ts";

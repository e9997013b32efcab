export { startSupervisor } from "./supervisor.ts";
export type { Supervisor, SupervisorOptions } from "./supervisor.ts";

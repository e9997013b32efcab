export { sandboxErrorCodes } from "./errors.ts";
export type { SandboxErrorCode } from "./errors.ts";
export { defaultLimits } from "./limits.ts";
export type { SandboxLimits } from "./limits.ts";
export { createSandboxPool } from "./pool/pool.ts";
export type { SandboxPool, SandboxPoolOptions, SandboxStats } from "./pool/pool.ts";
export type { Isolation } from "./pool/isolation.ts";
export type { Capability, SandboxLog, SandboxProgram, SandboxResult } from "./program.ts";

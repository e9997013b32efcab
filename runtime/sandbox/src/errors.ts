/** Stable codes of every error this package raises. */
export const sandboxErrorCodes = {
  timeout: "sandbox.timeout",
  memory: "sandbox.memory",
  outputTooLarge: "sandbox.output-too-large",
  inputTooLarge: "sandbox.input-too-large",
  syntax: "sandbox.syntax",
  threw: "sandbox.threw",
  cancelled: "sandbox.cancelled",
  crashed: "sandbox.crashed",
  overloaded: "sandbox.overloaded",
  capabilityRefused: "sandbox.capability-refused",
  notSerializable: "sandbox.not-serializable",
  invalidProgram: "sandbox.invalid-program",
  invalidOptions: "sandbox.invalid-options",
  unavailable: "sandbox.unavailable",
  closed: "sandbox.closed",
  protocol: "sandbox.protocol",
} as const;

export type SandboxErrorCode = (typeof sandboxErrorCodes)[keyof typeof sandboxErrorCodes];

import type { Operation } from "@tessera/contracts";

/** What the form edits of an operation. */
export interface OperationValues {
  summary?: string;
  description?: string;
  backend?: { path?: string; timeoutMs?: number | null };
  security: { authenticate: boolean; grant: boolean };
  deprecated?: boolean;
}

export function operationValues(operation: Operation): OperationValues {
  return {
    summary: operation.summary ?? "",
    description: operation.description ?? "",
    backend: { path: operation.backend.path ?? "", timeoutMs: operation.backend.timeoutMs ?? null },
    security: operation.security,
    deprecated: operation.deprecated ?? false,
  };
}

/** The operation with the form's values; what was emptied is left out, what the form does not know stays. */
export function mergeOperation(operation: Operation, values: OperationValues): Operation {
  const { summary: _summary, description: _description, deprecated: _deprecated, ...rest } = operation;
  const { path: _path, timeoutMs: _timeoutMs, ...backend } = operation.backend;
  return {
    ...rest,
    ...(values.summary ? { summary: values.summary } : {}),
    ...(values.description ? { description: values.description } : {}),
    ...(values.deprecated ? { deprecated: true } : {}),
    backend: { ...backend, ...(values.backend?.path ? { path: values.backend.path } : {}), ...(values.backend?.timeoutMs ? { timeoutMs: values.backend.timeoutMs } : {}) },
    security: { ...operation.security, ...values.security },
  };
}

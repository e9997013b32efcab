import { type Operation, type OperationBatch, canonicalJson } from "@tessera/contracts";

/** An operation after a change of many; what the change leaves out stays. */
export function changeOperation(operation: Operation, change: OperationBatch): Operation {
  const { addLabels = [], removeLabels = [], security = {}, deprecated = operation.deprecated ?? false } = change;
  const { tags = [], deprecated: _deprecated, ...rest } = operation;
  const labels = [...new Set([...tags, ...addLabels])].filter((label) => !removeLabels.includes(label));
  const { authenticate = operation.security.authenticate, grant = operation.security.grant } = security;
  return { ...rest, ...(labels.length > 0 ? { tags: labels } : {}), ...(deprecated ? { deprecated } : {}), backend: calledSide(operation.backend, change), security: { authenticate, grant } };
}

function calledSide(backend: Operation["backend"], { timeoutMs, backendName }: OperationBatch): Operation["backend"] {
  const { timeoutMs: time, name, ...rest } = backend;
  const [nextTime, nextName] = [timeoutMs === undefined ? time : timeoutMs, backendName === undefined ? name : backendName];
  return { ...rest, ...(nextTime === null || nextTime === undefined ? {} : { timeoutMs: nextTime }), ...(nextName === null || nextName === undefined ? {} : { name: nextName }) };
}

const batchFields = ["tags", "deprecated", "backend", "security"] as const;

/** What differs, before and after, for the audit; null when nothing does. */
export function changedFields(before: Operation, after: Operation): { before: object; after: object } | null {
  const fields = batchFields.filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null));
  if (fields.length === 0) return null;
  const taken = (operation: Operation): object => ({ id: operation.id, ...Object.fromEntries(fields.map((field) => [field, operation[field] ?? null])) });
  return { before: taken(before), after: taken(after) };
}

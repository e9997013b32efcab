import { type Operation, UserError, checkAsync } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import type { Transaction } from "../../persistence/transactions.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { OperationRepository } from "./operation.repository.ts";
import type { ServingProblem } from "./servable.ts";

/** All that keeps the async operations of a connector from being followed. */
export function asyncProblems(operations: readonly Operation[]): ServingProblem[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return operations.flatMap((operation) => problemsOf(operation, byId));
}

/** Refuses an operation of a draft whose declaration cannot work. Throws `operation.async` with every field. */
export async function refuseUnfollowable(repository: OperationRepository, draft: string, operation: Operation, transaction: Transaction): Promise<void> {
  const { poll, result, cancel } = operation.async ?? {};
  const named = [poll, result, cancel].flatMap((one) => (one !== undefined && "operation" in one ? [one.operation] : []));
  const found = named.length === 0 ? [] : await repository.chosen(draft, named, transaction);
  const problems = problemsOf(operation, new Map(found.map(({ content }) => JSON.parse(content) as Operation).map((one) => [one.id, one])));
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.map(({ field, message }) => ({ path: `/operation${field}`, detail: message }));
  throw new UserError({ code: serverErrors.operationAsync, message: first.message, path: `/operation${first.field}`, detail: { errors } });
}

function problemsOf(operation: Operation, byId: ReadonlyMap<string, Operation>): ServingProblem[] {
  return checkAsync(operation, (id) => byId.get(id)).map(({ field, message }) => ({ operation: operation.id, field, message: connectorMessages.operationField({ operation: operation.id, field, what: message }) }));
}

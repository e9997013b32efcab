import { type Message, type Operation, UserError, checkRoutes, gatewayOperationSchema, issueMessage } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { connectorMessages } from "./connector.messages.ts";
import { gatewayOperation } from "./gateway-release.ts";

/** Why gateways would refuse a set of operations, at a field of one of them. */
export interface ServingProblem {
  operation: string;
  /** JSON pointer into the operation. */
  field: string;
  message: Message;
}

/** All that keeps gateways from serving these operations together, by the rules with which gateways load a release. */
export function servingProblems(operations: readonly Operation[]): ServingProblem[] {
  const routing = operations.map(gatewayOperation);
  const shapes = routing.flatMap((operation): ServingProblem[] => {
    const parsed = gatewayOperationSchema.safeParse(operation, { reportInput: true });
    return (parsed.error?.issues ?? []).slice(0, 1).map((issue) => {
      const field = issue.path.map((step) => `/${String(step)}`).join("");
      return { operation: operation.id, field, message: connectorMessages.operationField({ operation: operation.id, field, what: issueMessage(issue) }) };
    });
  });
  return [...shapes, ...checkRoutes(routing)];
}

const listedProblems = 100;

/** Throws `connector.not-ready` that names operation and field of every problem. */
export function requireServable(connector: string, operations: readonly Operation[]): void {
  const problems = servingProblems(operations);
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.slice(0, listedProblems).map(({ operation, field, message }) => ({ path: pointerOf(operation, field), detail: message }));
  const said = { connector, first: first.message };
  const message = problems.length > 1 ? connectorMessages.notServableMore({ ...said, count: problems.length - 1 }) : connectorMessages.notServable(said);
  throw new UserError({ reason: "unprocessable", code: serverErrors.connectorNotReady, message, path: pointerOf(first.operation, first.field), detail: { errors } });
}

function pointerOf(operation: string, field: string): string {
  return `/operations/${operation}${field}`;
}

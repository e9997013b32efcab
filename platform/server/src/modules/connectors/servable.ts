import { type CheckedStage, type Message, type Operation, type StageNeed, UserError, checkRoutes, checkStage, checkTransforms, gatewayOperationSchema, issueMessage, stageNeeds } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { oncePerObject } from "../../platform/once-per-object.ts";
import { takingTurns } from "../../platform/taking-turns.ts";
import { asyncProblems } from "./async-problems.ts";
import { connectorMessages } from "./connector.messages.ts";
import { gatewayOperation, variablesOf } from "./gateway-release.ts";
import type { StoredStage } from "./stage.repository.ts";

/** Why gateways would refuse a set of operations, at a field of one of them. */
export interface ServingProblem {
  operation: string;
  /** JSON pointer into the operation. */
  field: string;
  message: Message;
}

/** What is wrong with operations by themselves; most of a draft are the objects of its latest release, which were looked at before. */
const lookedAt = oncePerObject((operation: Operation): { shape: readonly ServingProblem[]; transforms: readonly ServingProblem[] } => {
  const routing = gatewayOperation(operation);
  const parsed = gatewayOperationSchema.safeParse(routing, { reportInput: true });
  const shape = (parsed.error?.issues ?? []).slice(0, 1).map((issue): ServingProblem => {
    const field = issue.path.map((step) => `/${String(step)}`).join("");
    return { operation: operation.id, field, message: connectorMessages.operationField({ operation: operation.id, field, what: issueMessage(issue) }) };
  });
  return { shape, transforms: shape.length > 0 ? [] : checkTransforms({ ...routing, media: mediaOf(operation) }) };
});

/** Does the most of `servingProblems` beforehand, in slices. */
export async function lookAhead(operations: readonly Operation[]): Promise<void> {
  const othersTurn = takingTurns();
  for (const operation of operations) {
    lookedAt(operation);
    await othersTurn();
  }
}

/** All that keeps gateways from serving these operations together, by the rules with which gateways load a release. */
export function servingProblems(operations: readonly Operation[]): ServingProblem[] {
  const shapes = operations.flatMap((operation) => lookedAt(operation).shape);
  const routes = checkRoutes(operations.map(gatewayOperation));
  return shapes.length > 0 ? [...shapes, ...routes] : [...routes, ...operations.flatMap((operation) => lookedAt(operation).transforms)];
}

/** What is documented of the bodies of an operation. */
function mediaOf({ requestBody, responses }: Operation): { request: string[]; response: string[] } {
  return { request: Object.keys(requestBody?.content ?? {}), response: Object.values(responses).flatMap(({ content }) => Object.keys(content ?? {})) };
}

/** A stage as checks look at it. */
export function checkedStage(stage: Pick<StoredStage, "name" | "backends" | "variables">): CheckedStage {
  return { name: stage.name, backends: stage.backends ?? [], variables: variablesOf(stage) };
}

/** What operations need of the stages that serve them. */
export function needsOf(operations: readonly Operation[]): StageNeed[] {
  return stageNeeds(operations.map(gatewayOperation));
}

/** What stages lack of what operations need, stage by stage. */
export function stageProblems(needs: readonly StageNeed[], stages: readonly CheckedStage[]): ServingProblem[] {
  return needs.length === 0 ? [] : stages.flatMap((stage) => checkStage(stage, needs));
}

/** What none of the stages has, so that it is most likely misspelt; the others' lacks are said before they serve the operations. */
export function unknownToStages(operations: readonly Operation[], stages: readonly CheckedStage[]): ServingProblem[] {
  return needsOf(operations).flatMap((need) => {
    const problems = stages.map((stage) => checkStage(stage, [need]));
    return problems.every((found) => found.length > 0) ? (problems[0] ?? []) : [];
  });
}

const listedProblems = 100;

/** Throws `connector.not-ready` that names operation and field of every problem. */
export function requireServable(connector: string, operations: readonly Operation[]): void {
  refuse(connector, [...servingProblems(operations), ...asyncProblems(operations)]);
}

/** The same for a stage that is to serve them: its variables and backends. */
export function requireServableOn(connector: string, stage: StoredStage, operations: readonly Operation[]): void {
  refuse(connector, stageProblems(needsOf(operations), [checkedStage(stage)]));
}

function refuse(connector: string, problems: readonly ServingProblem[]): void {
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

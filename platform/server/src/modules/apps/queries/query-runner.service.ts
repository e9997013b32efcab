import { type AppHead, OperationalError, type Query, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { bodyOfAnswer } from "../../../gateway-call/answer-body.ts";
import { type BuiltCall, buildCall } from "../../../gateway-call/build-call.ts";
import type { CallIdentity, GatewayAnswer, GatewayCaller } from "../../../gateway-call/gateway-caller.ts";
import { type Actor, spaceOf, userOf } from "../../../identity/actor.ts";
import { answerError, isGrantMissing } from "./answer-error.ts";
import type { FreshGrants } from "./fresh-grants.ts";
import type { InputSchemas } from "./input-schemas.ts";
import type { Places } from "./places.ts";
import { type InputValues, type SplitInputs, chooseInputs, splitInputs } from "./query-inputs.ts";
import { queryMessages } from "./query.messages.ts";
import type { ServedOperation, ServedOperationService } from "./served-operation.service.ts";
import { sandboxError, transformError, transformFailure } from "./transform-error.ts";
import type { Transforms } from "./transforms.ts";

/** What a query gives: the transformed data, with what it took to get it. */
export type QueryResult = ResponseOf<typeof routes.published.runQuery>;

/** One run of a query of an app. */
export interface QueryRun {
  query: Query;
  /** The app's connectors by alias. */
  connectors: AppHead["connectors"];
  /** Who calls the operation: the app for end users, the person for builders. */
  identity: CallIdentity;
  /** What the page sends. */
  inputs: Readonly<Record<string, unknown>>;
  /** Builders see the answer before the transform, and what the transform logged. */
  forBuilder: boolean;
  signal: AbortSignal;
}

const maxAnswerBytes = 10 * 1024 * 1024;
/** Time that the gateway gets beyond the operation's own, ms. */
const marginMs = 5_000;

/** Runs queries: inputs → operation through the gateway → transform in the sandbox. */
export class QueryRunner {
  readonly #operations: ServedOperationService;
  readonly #schemas: InputSchemas;
  readonly #gateway: GatewayCaller;
  readonly #transforms: Transforms;
  readonly #places: Places;
  readonly #grants: FreshGrants;

  constructor(operations: ServedOperationService, schemas: InputSchemas, gateway: GatewayCaller, transforms: Transforms, places: Places, grants: FreshGrants) {
    this.#operations = operations;
    this.#schemas = schemas;
    this.#gateway = gateway;
    this.#transforms = transforms;
    this.#places = places;
    this.#grants = grants;
  }

  /** Throws problems that name the query: `query.input`, `query.not-served`, `query.not-granted`, `query.refused`, `query.failed`, `query.timeout`, `query.too-large`, `query.transform`. */
  async run(actor: Actor, run: QueryRun): Promise<QueryResult> {
    try {
      return await this.#places.run(spaceOf(actor), run.signal, () => this.#run(actor, run));
    } catch (error) {
      if (run.signal.aborted) throw new UserError({ code: serverErrors.queryCancelled, message: queryMessages.cancelled({ query: run.query.name }), cause: error });
      throw error;
    }
  }

  async #run(actor: Actor, run: QueryRun): Promise<QueryResult> {
    const { query, forBuilder } = run;
    const started = performance.now();
    const values = chooseInputs(query, run.inputs);
    const served = await this.#served(spaceOf(actor), run);
    const inputs = await this.#schemas.check(query, served.operation, served.schemas, splitInputs(query, served.operation, values));
    const call = builtCall(query, served, inputs);
    let answer = await this.#call(actor, run, served, call);
    // What was granted a moment ago may not have reached every gateway: the call was not passed on, so that it can be made again.
    for (let attempt = 0; isGrantMissing(answer) && (await this.#grants.isOnItsWay(run.identity, served, attempt, run.signal)); attempt += 1) answer = await this.#call(actor, run, served, call);
    const raw = bodyOfAnswer(answer);
    if (answer.status < 200 || answer.status > 299) throw answerError(query, served, answer, raw);
    if (answer.truncated) throw new UserError({ reason: "unprocessable", code: serverErrors.queryTooLarge, message: queryMessages.tooLarge({ query: query.name, limit: maxAnswerBytes / 1024 / 1024 }), detail: { query: query.id } });
    const transformed = await this.#transform(actor, run, values, raw);
    const result = { data: transformed.data, durationMs: Math.round((performance.now() - started) * 10) / 10, status: answer.status, traceId: actor.traceId };
    return forBuilder ? { ...result, raw, logs: transformed.logs ?? [], ...(transformed.error === undefined ? {} : { transformError: transformed.error }) } : result;
  }

  async #served(space: string, { query, connectors }: QueryRun): Promise<ServedOperation> {
    const mapping = Object.hasOwn(connectors, query.connector) ? connectors[query.connector] : undefined;
    if (mapping === undefined) throw new UserError({ reason: "unprocessable", code: serverErrors.queryNotServed, message: queryMessages.unmapped({ query: query.name, connector: query.connector }), detail: { query: query.id } });
    try {
      return await this.#operations.find(space, mapping, query.operation);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError({ reason: "unprocessable", code: serverErrors.queryNotServed, message: queryMessages.cannotRun({ query: query.name, reason: error.text }), detail: { query: query.id }, cause: error });
    }
  }

  async #call(actor: Actor, { query, identity, signal }: QueryRun, served: ServedOperation, call: BuiltCall): Promise<GatewayAnswer> {
    const { connector, stage, timeoutMs } = served;
    try {
      return await this.#gateway.call(identity, { space: spaceOf(actor), connector, stage }, call, { timeoutMs: timeoutMs + marginMs, maxBytes: maxAnswerBytes, signal, traceId: actor.traceId, locale: actor.locale });
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      throw new OperationalError({ kind: error.kind, code: error.kind === "timeout" ? serverErrors.queryTimeout : serverErrors.queryFailed, message: queryMessages.of({ query: query.name, reason: error.text }), detail: { query: query.id }, cause: error });
    }
  }

  async #transform(actor: Actor, run: QueryRun, inputs: InputValues, raw: unknown): Promise<{ data: unknown; logs?: QueryResult["logs"]; error?: QueryResult["transformError"] }> {
    const { query, signal, forBuilder } = run;
    if (query.transform === undefined || query.transform.trim() === "") return { data: raw };
    const { username: name, displayName } = userOf(actor);
    try {
      const { value, logs } = await this.#transforms.run({ space: spaceOf(actor), source: query.transform, data: raw, inputs, user: { name, displayName }, signal });
      return { data: value, logs };
    } catch (error) {
      signal.throwIfAborted();
      const failure = transformFailure(error);
      if (failure === null) throw sandboxError(query, error);
      if (!forBuilder) throw transformError(query, failure);
      const { logs, message, ...place } = failure;
      return { data: null, logs, error: { ...place, message: message[actor.locale] } };
    }
  }
}

/** Names the query in what is wrong with a parameter or body. */
function builtCall(query: Query, { operation }: ServedOperation, inputs: SplitInputs): BuiltCall {
  try {
    return buildCall(operation, { params: inputs.params, ...(inputs.body === undefined ? {} : { body: inputs.body }) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError({ code: serverErrors.queryInput, message: queryMessages.of({ query: query.name, reason: error.text }), path: (error.path ?? "").replace(/^\/params/, "/inputs").replace(/^\/body/, "/inputs/body"), detail: { query: query.id }, cause: error });
  }
}

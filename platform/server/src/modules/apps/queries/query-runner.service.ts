import { type AppHead, OperationalError, type Query, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { bodyOfAnswer } from "../../../gateway-call/answer-body.ts";
import { type BuiltCall, buildCall } from "../../../gateway-call/build-call.ts";
import type { CallIdentity, GatewayAnswer, GatewayCaller } from "../../../gateway-call/gateway-caller.ts";
import { type Actor, spaceOf, userOf } from "../../../identity/actor.ts";
import { answerError, isGrantMissing } from "./answer-error.ts";
import type { AsyncQueries } from "./async-queries.ts";
import type { FreshGrants } from "./fresh-grants.ts";
import type { InputSchemas } from "./input-schemas.ts";
import type { Places } from "./places.ts";
import type { StoredRun } from "../../runs/run-record.ts";
import { type InputValues, chooseInputs, splitInputs } from "./query-inputs.ts";
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
  /** Work of an earlier call of the same query that is waited for, and the change of it that is known. */
  follow?: { run: string; change: number } | undefined;
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
  readonly #async: AsyncQueries;

  constructor(operations: ServedOperationService, schemas: InputSchemas, gateway: GatewayCaller, transforms: Transforms, places: Places, grants: FreshGrants, asyncQueries: AsyncQueries) {
    this.#operations = operations;
    this.#schemas = schemas;
    this.#gateway = gateway;
    this.#transforms = transforms;
    this.#places = places;
    this.#grants = grants;
    this.#async = asyncQueries;
  }

  /** Throws problems that name the query: `query.input`, `query.not-served`, `query.not-granted`, `query.refused`, `query.failed`, `query.timeout`, `query.too-large`, `query.transform`. */
  async run(actor: Actor, run: QueryRun): Promise<QueryResult> {
    const places = <T>(work: () => Promise<T>): Promise<T> => this.#places.run(spaceOf(actor), run.signal, work);
    try {
      const first = await places(() => this.#run(actor, run));
      if (!("started" in first)) return first;
      // Who only waits takes no place from others.
      const outcome = await this.#async.outcome(first.started, run);
      if ("pending" in outcome) return { data: null, durationMs: since(first.startedAt), status: 202, traceId: actor.traceId, pending: outcome.pending };
      return { ...(await places(() => this.#finish(actor, run, first.values, { raw: outcome.raw, status: 200, startedAt: first.startedAt }))), run: first.started._id };
    } catch (error) {
      if (run.signal.aborted) throw new UserError({ code: serverErrors.queryCancelled, message: queryMessages.cancelled({ query: run.query.name }), cause: error });
      throw error;
    }
  }

  async #run(actor: Actor, run: QueryRun): Promise<QueryResult | { started: StoredRun; values: InputValues; startedAt: number }> {
    const { query } = run;
    const startedAt = performance.now();
    const values = chooseInputs(query, run.inputs);
    const served = await this.#served(spaceOf(actor), run);
    const inputs = await this.#schemas.check(query, served.operation, served.schemas, splitInputs(query, served.operation, values));
    if (served.operation.async !== undefined) return { started: await naming(query, () => this.#async.begin(actor, run, served, inputs)), values, startedAt };
    const call = await naming(query, () => Promise.resolve(buildCall(served.operation, { params: inputs.params, ...(inputs.body === undefined ? {} : { body: inputs.body }) })));
    let answer = await this.#call(actor, run, served, call);
    // What was granted a moment ago may not have reached every gateway: the call was not passed on, so that it can be made again.
    for (let attempt = 0; isGrantMissing(answer) && (await this.#grants.isOnItsWay(run.identity, served, attempt, run.signal)); attempt += 1) answer = await this.#call(actor, run, served, call);
    const raw = bodyOfAnswer(answer);
    if (answer.status < 200 || answer.status > 299) throw answerError(query, served, answer, raw);
    if (answer.truncated) throw new UserError({ reason: "unprocessable", code: serverErrors.queryTooLarge, message: queryMessages.tooLarge({ query: query.name, limit: maxAnswerBytes / 1024 / 1024 }), detail: { query: query.id } });
    return this.#finish(actor, run, values, { raw, status: answer.status, startedAt });
  }

  async #finish(actor: Actor, run: QueryRun, values: InputValues, { raw, status, startedAt }: { raw: unknown; status: number; startedAt: number }): Promise<QueryResult> {
    const transformed = await this.#transform(actor, run, values, raw);
    const result = { data: transformed.data, durationMs: since(startedAt), status, traceId: actor.traceId };
    return run.forBuilder ? { ...result, raw, logs: transformed.logs ?? [], ...(transformed.error === undefined ? {} : { transformError: transformed.error }) } : result;
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

/** Time since then, ms. */
function since(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

/** Names the query in what is wrong with a parameter or body. */
async function naming<T>(query: Query, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || (error.code !== serverErrors.callParameter && error.code !== serverErrors.callBody)) throw error;
    throw new UserError({ code: serverErrors.queryInput, message: queryMessages.of({ query: query.name, reason: error.text }), path: (error.path ?? "").replace(/^\/params/, "/inputs").replace(/^\/body/, "/inputs/body"), detail: { query: query.id }, cause: error });
  }
}

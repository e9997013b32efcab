import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type BodyOf, type OperationRunDetail, type OperationRunView, type QueryOf, UserError, canonicalJson, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import type { CallIdentity } from "../../gateway-call/gateway-caller.ts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import type { Logger } from "../../logging/logger.ts";
import { KeptBriefly } from "../../persistence/kept-briefly.ts";
import { newId } from "../../persistence/new-id.ts";
import { type Page, mapPage } from "../../persistence/page.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { ConnectorService } from "../connectors/connector.service.ts";
import { operationNotFound } from "../connectors/operation.service.ts";
import type { StageService } from "../connectors/stage.service.ts";
import { qualifiedParams, startCall } from "./call-inputs.ts";
import { callbackToken, newCallbackSecret } from "./callback-token.ts";
import type { FoundOperation, OperationFinder } from "./operation-finder.ts";
import type { RunDriver } from "./run-driver.ts";
import type { RunFeed } from "./run-feed.ts";
import { runMessages } from "./run.messages.ts";
import { type RunSecrets, type StoredRun, identityOf } from "./run-record.ts";
import type { RunRepository } from "./run.repository.ts";
import type { RunSafe } from "./run-secrets.ts";
import { cancelAsked } from "./run-step.ts";
import { runDetail, runView } from "./run-view.ts";

type StartInput = BodyOf<typeof routes.runs.start>;
type ListQuery = NonNullable<QueryOf<typeof routes.runs.list>>;

/** What a start is made of, once operation and inputs are known. */
export interface StartRequest {
  connector: string;
  stage: string;
  found: FoundOperation;
  params: Record<string, unknown>;
  body: unknown;
  identity: CallIdentity;
  callerName: string;
  /** Of the caller; null: every start is a new one. */
  key: string | null;
  /** The same question of the same person joins a run that has not ended; null: never. */
  joins: string | null;
}

/** Runs of a space that have not ended, at most. */
const mostOpen = 5_000;
/** A start that takes longer is answered as `starting`, ms. */
const startWaitMs = 20_000;
const settleMs = 10_000;
/** The number of open runs may be that old, ms: the limit keeps a space from filling the store, not from one run more. */
const openMs = 2_000;

/** Work that async operations start: begun here, followed by workers. */
export class RunService {
  readonly #runs: RunRepository;
  readonly #driver: RunDriver;
  readonly #feed: RunFeed;
  readonly #operations: OperationFinder;
  readonly #stages: StageService;
  readonly #connectors: ConnectorService;
  readonly #safe: RunSafe;
  readonly #audit: AuditService;
  readonly #logger: Logger;
  readonly #publicUrl: string;
  /** Starts on their way: they are not given up with the request that asked for them. */
  readonly #starting = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  readonly #open = new KeptBriefly<number>(openMs);

  constructor(runs: RunRepository, driver: RunDriver, feed: RunFeed, operations: OperationFinder, stages: StageService, connectors: ConnectorService, safe: RunSafe, audit: AuditService, logger: Logger, publicUrl: string) {
    this.#runs = runs;
    this.#driver = driver;
    this.#feed = feed;
    this.#operations = operations;
    this.#stages = stages;
    this.#connectors = connectors;
    this.#safe = safe;
    this.#audit = audit;
    this.#logger = logger;
    this.#publicUrl = publicUrl;
  }

  /** Starts work as the person who asks. Throws `run.not-async`, `run.key-reused`, `run.too-many`, `call.parameter`, `call.body`, `stage.*` or `operation.not-found`. */
  async start(actor: Actor, connector: string, operation: string, input: StartInput, wait: number, signal: AbortSignal): Promise<OperationRunDetail> {
    const space = spaceOf(actor);
    const stage = input.stage ?? "prod";
    await this.#stages.required(space, connector, stage);
    const found = await this.#operations.current(space, connector, stage, operation);
    if (found === null) throw operationNotFound(`${connector} (${stage})`, operation);
    const { id, username } = userOf(actor);
    const identity: CallIdentity = { sub: `user:${id}`, space, name: username, kind: "user", member: true };
    const { run, isNew } = await this.begin(actor, { connector, stage, found, params: input.params ?? {}, body: input.body, identity, callerName: username, key: input.idempotencyKey ?? null, joins: null });
    if (isNew) await this.#audit.record(actor, { target: `run:${connector}/${operation}/${run._id}`, before: null, after: { stage, state: run.state } });
    else this.#audit.changedNothing(actor);
    return runDetail(wait > 0 ? await this.settled(run, wait * 1_000, signal) : run, actor.locale);
  }

  /** Starts work, or answers the run that the same key or question belongs to. Comes back when the start was answered, or after 20 s. */
  async begin(actor: Actor, request: StartRequest): Promise<{ run: StoredRun; isNew: boolean }> {
    const { connector, stage, found } = request;
    const { operation } = found;
    if (operation.async === undefined) throw new UserError({ reason: "unprocessable", code: serverErrors.runNotAsync, message: runMessages.notAsync({ connector, stage, operation: operation.id }) });
    const run = this.#record(actor, request);
    const known = await this.#known(run, request.key);
    if (known !== null) return { run: known, isNew: false };
    if ((await this.#open.get(run.space, () => this.#runs.countOpen(run.space))) >= mostOpen) throw new UserError({ reason: "too-many", code: serverErrors.runTooMany, message: runMessages.tooMany({ limit: mostOpen }), detail: { retryAfterSeconds: 30 } });
    if (!(await this.#runs.insert(run))) {
      const faster = await this.#known(run, request.key);
      if (faster !== null) return { run: faster, isNew: false };
      // The one to join ended between the two looks.
      return this.begin(actor, request);
    }
    const driven = this.#drive(run);
    const waiting = new AbortController();
    await Promise.race([driven, delay(startWaitMs, undefined, { ref: false, signal: waiting.signal }).catch(() => undefined)]);
    waiting.abort();
    return { run: (await this.#runs.find(run._id)) ?? run, isNew: true };
  }

  async list(actor: Actor, query: ListQuery): Promise<Page<OperationRunView>> {
    const { connector, operation, stage, state, caller, ...request } = query;
    // A connector made anew under an old name does not inherit its runs.
    const since = connector === undefined ? null : new Date((await this.#connectors.required(spaceOf(actor), connector)).createdAt);
    const page = await this.#runs.list(spaceOf(actor), { connector, operation, stage, state, caller }, since, request as never);
    return mapPage(page, (run) => runView(run, actor.locale));
  }

  /** Throws `run.not-found`. */
  async get(actor: Actor, id: string, wait: { seconds: number; after?: number | undefined }, signal: AbortSignal): Promise<OperationRunDetail> {
    const run = await this.required(spaceOf(actor), id);
    return runDetail(wait.seconds > 0 ? await this.settled(run, wait.seconds * 1_000, signal, wait.after) : run, actor.locale);
  }

  /** Throws `run.not-found` or `run.ended`. */
  async cancel(actor: Actor, id: string): Promise<OperationRunDetail> {
    const before = await this.required(spaceOf(actor), id);
    let isOver = before.phase === "ended";
    const after = await this.#runs.update(id, (run) => {
      isOver = run.phase === "ended";
      return isOver || run.state === "cancelling" ? null : cancelAsked(run, userOf(actor).username, { now: new Date(), random: Math.random() });
    });
    if (isOver || after === null) throw new UserError({ reason: "conflict", code: serverErrors.runEnded, message: runMessages.ended() });
    await this.#audit.record(actor, { target: `run:${before.connector}/${before.operation}/${id}`, before: { state: before.state }, after: { state: after.state } });
    return runDetail(after, actor.locale);
  }

  /** Throws `run.not-found`. */
  async required(space: string, id: string): Promise<StoredRun> {
    const run = await this.#runs.inSpace(space, id);
    if (run === null) throw new UserError({ reason: "not-found", code: serverErrors.runNotFound, message: runMessages.notFound() });
    return run;
  }

  /** A run that this very question started or joined; nobody reads the run of another one by its id. Throws `run.not-found`. */
  async ofQuestion(space: string, id: string, request: StartRequest): Promise<StoredRun> {
    const run = await this.required(space, id);
    const { connector, stage, found, params, body, identity } = request;
    const digest = digestOf(asked({ connector, stage, found, params: qualifiedParams(found.operation, params), body }));
    const isTheirs = run.caller === identity.sub && (identityOf(run).user ?? null) === (identity.user ?? null) && run.digest === digest;
    if (!isTheirs) throw new UserError({ reason: "not-found", code: serverErrors.runNotFound, message: runMessages.notFound() });
    return run;
  }

  /** The run when it has ended, when it shows more than the change `after`, or when the time is over, whatever comes first. */
  async settled(first: StoredRun, waitMs: number, signal: AbortSignal, after?: number): Promise<StoredRun> {
    const until = Date.now() + waitMs;
    const isSettled = (run: StoredRun): boolean => run.phase === "ended" || (after !== undefined && run.change > after);
    for (let run = first; ; ) {
      const left = until - Date.now();
      if (isSettled(run) || left <= 0 || signal.aborted || this.#feed.isClosed) return run;
      const { changed, stop } = this.#feed.listen(run._id, left, signal);
      try {
        run = (await this.#runs.find(run._id)) ?? run;
        if (isSettled(run)) return run;
        await changed;
      } finally {
        stop();
      }
      run = (await this.#runs.find(run._id)) ?? run;
    }
  }

  /** Nest calls it when the process ends: starts on their way come to their end. */
  async onModuleDestroy(): Promise<void> {
    const late = setTimeout(() => this.#closing.abort(), settleMs);
    await Promise.allSettled(this.#starting);
    clearTimeout(late);
  }

  #record(actor: Actor, { connector, stage, found, params, body, identity, callerName, key, joins }: StartRequest): StoredRun {
    const { operation, version } = found;
    const { async: declared } = operation;
    const { poll, callback, timeoutSeconds = 3_600 } = declared ?? {};
    const [_id, now] = [newId(), new Date()];
    const given = qualifiedParams(operation, params);
    const callbackSecret = callback === undefined ? null : newCallbackSecret();
    const callbackUrl = callbackSecret === null ? null : `${this.#publicUrl}/api/v1/callbacks/${callbackToken(_id, callbackSecret.secret)}`;
    const secrets: RunSecrets = { params: given, ...(body === undefined ? {} : { body }), callbackUrl };
    // Inputs that fit no call are refused before there is a run.
    startCall(operation, secrets, _id);
    const question = asked({ connector, stage, found, params: given, body });
    const sealed = this.#safe.seal({ _id, space: identity.space }, secrets);
    return {
      _id, space: identity.space, connector, stage, operation: operation.id, version, caller: identity.sub, callerName, identity: JSON.stringify(identity), idempotencyKey: key ?? _id, digest: digestOf(question),
      ...(joins === null ? {} : { joinKey: digestOf([identity.sub, identity.user ?? null, joins, question]) }),
      declaration: JSON.stringify(declared), sealed, callbackHash: callbackSecret?.hash ?? null, phase: "start", state: "starting", backendId: null, backendState: null, progress: null, result: null, truncated: false, error: null, cancelRequested: false,
      sent: true, early: false, attempts: 0, intervalMs: poll?.intervalMs ?? 0, callbacks: 0, events: [], startedAt: now, deadline: new Date(now.getTime() + timeoutSeconds * 1_000), finishedAt: null,
      nextAt: new Date(now.getTime() + this.#driver.leaseMs), nextPollAt: null, fence: 0, claim: null, revision: 0, change: 0, traceId: actor.traceId, locale: actor.locale,
    };
  }

  /** Throws `run.key-reused`. */
  async #known(run: StoredRun, key: string | null): Promise<StoredRun | null> {
    if (key !== null) {
      const same = await this.#runs.byKey(run.space, run.caller, key);
      if (same !== null && same.digest !== run.digest) throw new UserError({ reason: "unprocessable", code: serverErrors.runKeyReused, message: runMessages.keyReused(), path: "/idempotencyKey", detail: { run: same._id } });
      if (same !== null) return same;
    }
    return run.joinKey === undefined ? null : this.#runs.toJoin(run.space, run.joinKey);
  }

  #drive(run: StoredRun): Promise<void> {
    const driven = this.#driver.drive(run, this.#closing.signal, true).then(
      () => this.#feed.announce(run._id),
      // The lease ends by itself and a worker goes on from what is stored.
      (error: unknown) => this.#logger.warn({ err: error, run: run._id }, "a start broke off"),
    );
    this.#starting.add(driven);
    void driven.finally(() => this.#starting.delete(driven));
    return driven;
  }
}

/** What makes two starts the same. */
function asked({ connector, stage, found, params, body }: Pick<StartRequest, "connector" | "stage" | "found" | "params" | "body">): object {
  return { connector, stage, operation: found.operation.id, params, body: body ?? null };
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

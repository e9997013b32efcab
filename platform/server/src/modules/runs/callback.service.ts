import { type CallbackView, UserError } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import type { RawRequest } from "../../http/route-call.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { pack, unpack } from "../../persistence/packed.ts";
import { type ListRequest, type Page } from "../../persistence/page.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { callbackBody, loggedHeaders } from "./callback-body.ts";
import type { CallbackEffects } from "./callback-effect.ts";
import type { CallbackRepository, StoredCallback } from "./callback.repository.ts";
import { isCallbackSecret, splitToken } from "./callback-token.ts";
import { runMessages } from "./run.messages.ts";
import type { RunFeed } from "./run-feed.ts";
import type { RunRepository } from "./run.repository.ts";
import type { RunService } from "./run.service.ts";
import { callbackView } from "./run-view.ts";

const bodyLimitBytes = 1024 * 1024;
/** Callbacks of one run, replays among them. */
const mostCallbacks = 200;

/** Takes what systems report of work that was started with a callback address. */
export class CallbackService {
  readonly #runs: RunRepository;
  readonly #service: RunService;
  readonly #callbacks: CallbackRepository;
  readonly #effects: CallbackEffects;
  readonly #feed: RunFeed;
  readonly #audit: AuditService;

  constructor(runs: RunRepository, service: RunService, callbacks: CallbackRepository, effects: CallbackEffects, feed: RunFeed, audit: AuditService) {
    this.#runs = runs;
    this.#service = service;
    this.#callbacks = callbacks;
    this.#effects = effects;
    this.#feed = feed;
    this.#audit = audit;
  }

  /** Nothing of the body is read for an address that was never given out. Throws `callback.not-found`, `callback.limit` or `request.too-large`. */
  async receive(actor: Actor, token: string, request: RawRequest): Promise<void> {
    const named = splitToken(token);
    const run = named === null ? null : await this.#runs.find(named.run);
    if (!isCallbackSecret(named?.secret ?? "", run?.callbackHash ?? null) || run === null) throw new UserError({ reason: "not-found", code: serverErrors.callbackNotFound, message: runMessages.callbackUnknown() });
    if (run.callbacks >= mostCallbacks) throw limitReached();
    const { headers } = request;
    if (!/^(identity)?$/i.test(headers["content-encoding"] ?? "")) throw new UserError({ code: serverErrors.requestMediaType, message: runMessages.callbackMediaType() });
    const bytes = await request.body(bodyLimitBytes);
    const body = callbackBody(bytes, headers["content-type"]);
    const callback: StoredCallback = { _id: newId(), space: run.space, run: run._id, receivedAt: new Date(), address: actor.address ?? "", headers: JSON.stringify(loggedHeaders(headers)), body: await pack(body), sizeBytes: bytes.length, effect: "kept", reason: null, replayOf: null };
    await this.#callbacks.insert(callback);
    await this.#effects.apply(callback, body);
    this.#feed.announce(run._id);
  }

  /** Throws `run.not-found`. */
  async list(actor: Actor, run: string, query: ListRequest): Promise<Page<CallbackView>> {
    const space = spaceOf(actor);
    await this.#service.required(space, run);
    const page = await this.#callbacks.list(space, run, query);
    return { ...page, items: await Promise.all(page.items.map((callback) => callbackView(callback, actor.locale))) };
  }

  /** Applies a stored callback once more, e.g. after the declaration of its states was wrong. Throws `run.not-found`, `callback.not-found` or `callback.limit`. */
  async replay(actor: Actor, runId: string, id: string): Promise<CallbackView> {
    const space = spaceOf(actor);
    const run = await this.#service.required(space, runId);
    const before = await this.#callbacks.find(space, runId, id);
    if (before === null) throw new UserError({ reason: "not-found", code: serverErrors.callbackNotFound, message: runMessages.callbackNotFound() });
    if (run.callbacks >= mostCallbacks) throw limitReached();
    const callback: StoredCallback = { ...before, _id: newId(), receivedAt: new Date(), address: actor.address ?? "", effect: "kept", reason: null, replayOf: before._id };
    await this.#callbacks.insert(callback);
    const after = (await this.#effects.apply(callback, await unpack<unknown>(before.body))) ?? callback;
    this.#feed.announce(runId);
    await this.#audit.record(actor, { target: `run:${run.connector}/${run.operation}/${runId}`, before: { callback: before._id }, after: { replay: after._id, effect: after.effect } });
    return callbackView(after, actor.locale);
  }
}

function limitReached(): UserError {
  return new UserError({ reason: "too-many", code: serverErrors.callbackLimit, message: runMessages.callbackLimit({ limit: mostCallbacks }) });
}

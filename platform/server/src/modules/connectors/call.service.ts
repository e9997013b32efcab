import { type BodyOf, type CallResult, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { bodyOfAnswer } from "../../gateway-call/answer-body.ts";
import { buildCall } from "../../gateway-call/build-call.ts";
import { curlOf } from "../../gateway-call/curl.ts";
import type { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import { type Actor, spaceOf, userOf } from "../../identity/actor.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import { operationNotFound } from "./operation.service.ts";
import type { ReleaseService } from "./release.service.ts";
import type { StageService } from "./stage.service.ts";

type CallInput = BodyOf<typeof routes.connectors.call>;

const maxAnswerBytes = 2 * 1024 * 1024;
/** Time that the gateway gets beyond the operation's own, ms. */
const marginMs = 5_000;

/** Tries operations through the gateway, as the person who asks. */
export class CallService {
  readonly #stages: StageService;
  readonly #releases: ReleaseService;
  readonly #gateway: GatewayCaller;
  readonly #audit: AuditService;

  constructor(stages: StageService, releases: ReleaseService, gateway: GatewayCaller, audit: AuditService) {
    this.#stages = stages;
    this.#releases = releases;
    this.#gateway = gateway;
    this.#audit = audit;
  }

  /** Calls an operation of the release that the stage serves and answers whatever came back. Throws `stage.not-published`. */
  async call(actor: Actor, connector: string, operationId: string, input: CallInput, signal: AbortSignal): Promise<CallResult> {
    const space = spaceOf(actor);
    const stageName = input.stage ?? "prod";
    const stage = await this.#stages.required(space, connector, stageName);
    if (stage.release === null) throw new UserError({ reason: "unprocessable", code: serverErrors.stageNotPublished, message: connectorMessages.stageNotPublished({ stage: stageName, connector }), path: "/stage" });
    const found = await this.#releases.operation(space, connector, stage.release.version, operationId);
    if (found === null) throw operationNotFound(`${connector} ${stage.release.version}`, operationId);
    const call = buildCall(found.operation, { params: input.params ?? {}, body: input.body });
    const user = userOf(actor);
    const timeoutMs = (found.operation.backend.timeoutMs ?? stage.backend?.timeoutMs ?? 30_000) + marginMs;
    const identity = { sub: `user:${user.id}`, space, name: user.username, kind: "user", member: true } as const;
    const answer = await this.#gateway.call(identity, { space, connector, stage: stageName }, call, { timeoutMs, maxBytes: maxAnswerBytes, signal, traceId: actor.traceId, locale: actor.locale });
    await this.#audit.record(actor, { target: `operation:${connector}/${operationId}`, before: null, after: { stage: stageName, method: call.method, status: answer.status } });
    const { status, headers, truncated, durationMs, url, bytes } = answer;
    return { status, headers, body: bodyOfAnswer(answer), truncated, durationMs, sizeBytes: bytes.length, url, traceId: actor.traceId, curl: curlOf(url, call) };
  }
}

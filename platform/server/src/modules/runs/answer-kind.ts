import { type Message, OperationalError, verbatim } from "@tessera/contracts";
import type { GatewayAnswer } from "../../gateway-call/gateway-caller.ts";
import { bodyOfAnswer } from "../../gateway-call/answer-body.ts";
import { serverErrors } from "../../errors.ts";
import { runMessages } from "./run.messages.ts";

/**
 * What a call of a run came to. `denied`: the caller may not (any more). `refused`: asking again the same way is of no use. `not-sent`: the
 * backend has seen nothing of it. `uncertain`: it may have.
 */
export type AnswerKind = { kind: "answered"; status: number; body: unknown; answer: GatewayAnswer } | { kind: "denied" | "refused" | "not-sent" | "uncertain"; status: number | null; detail: Message };

/** Problems of the gateway itself after which the backend may have got the call. */
const maybeSent: ReadonlySet<string> = new Set(["gateway.backend-timeout", "gateway.backend-aborted", "gateway.backend-bad-answer", "gateway.caller-aborted", "gateway.request-timeout", "gateway.defect"]);
const denials = /^gateway\.(grant-|token-)/;
/** Problems of the gateway that pass: it starts, or a limit is reached. */
const passing = /^gateway\.(not-ready|limit-exceeded|backend-|operation-not-found|stage-not-found|connector-not-found|space-not-found|method-not-allowed)/;

/** Sorts an answer that came through the gateway. */
export function answerKind(answer: GatewayAnswer): AnswerKind {
  const body = bodyOfAnswer(answer);
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "answered", status, body, answer };
  const { code, text } = problemIn(body);
  const detail = text === "" ? runMessages.answeredStatus({ status }) : runMessages.answeredSaying({ status, text });
  if (code !== null) {
    if (denials.test(code)) return { kind: "denied", status, detail };
    if (maybeSent.has(code)) return { kind: "uncertain", status, detail };
    return { kind: passing.test(code) ? "not-sent" : "refused", status, detail };
  }
  // 408, 425 and 429 ask for another try; so do the gateways in front of a backend.
  if (status === 429 || status === 425) return { kind: "not-sent", status, detail };
  if (status === 408 || status >= 500) return { kind: "uncertain", status, detail };
  return { kind: "refused", status, detail };
}

/** Sorts what kept a call from reaching the gateway or its answer from coming. Rethrows what is none of these. */
export function callFailure(thrown: unknown): AnswerKind {
  if (!(thrown instanceof OperationalError) || (thrown.code !== serverErrors.gatewayUnavailable && thrown.code !== serverErrors.gatewayTimeout)) throw thrown;
  return { kind: isRefusedConnection(thrown.cause) ? "not-sent" : "uncertain", status: null, detail: thrown.text };
}

/** Whether there was no connection at all, by the code of the system. */
function isRefusedConnection(cause: unknown): boolean {
  for (let at = cause; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(at.code)) return true;
  }
  return false;
}

const shownLength = 300;

function problemIn(body: unknown): { code: string | null; text: string } {
  if (typeof body === "string") return { code: null, text: /^\s*</.test(body) ? "" : body.trim().slice(0, shownLength) };
  if (typeof body !== "object" || body === null) return { code: null, text: "" };
  const fields = body as Record<string, unknown>;
  const text = [fields["detail"], fields["message"], fields["error"], fields["title"]].find((value) => typeof value === "string" && value !== "");
  const code = typeof fields["code"] === "string" && fields["code"].startsWith("gateway.") ? fields["code"] : null;
  return { code, text: typeof text === "string" ? text.slice(0, shownLength) : "" };
}

/** What the backend said, as part of a sentence. */
export function saidBy(reason: string | null): Message {
  return reason === null || reason.trim() === "" ? runMessages.noReason() : verbatim(reason);
}

import { OperationalError, type Query, UserError } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { bodyOfAnswer } from "../../../gateway-call/answer-body.ts";
import type { GatewayAnswer } from "../../../gateway-call/gateway-caller.ts";
import { queryMessages } from "./query.messages.ts";
import type { ServedOperation } from "./served-operation.service.ts";

const shownLength = 300;

/**
 * What a person is told when the answer of a query is not a success: which query, what happened and what to do. `body` is the
 * parsed answer; problems of the gateway are known by their code.
 */
export function answerError(query: Query, { connector, operation }: ServedOperation, answer: Pick<GatewayAnswer, "status" | "headers">, body: unknown): UserError | OperationalError {
  const { status, headers } = answer;
  const { code, text } = problemIn(body);
  const subject = queryMessages.subject({ query: query.name, operation: operation.id, connector });
  const detail = { query: query.id, backendStatus: status };
  if (code === "gateway.grant-missing" || code === "gateway.grant-expired") {
    return new UserError({ reason: "forbidden", code: serverErrors.queryNotGranted, message: queryMessages.notGranted({ subject, connector }), detail: { ...detail, connector, operation: operation.id } });
  }
  if (code === "gateway.limit-exceeded" || status === 429) {
    const seconds = Number(headers["retry-after"]);
    const retryAfterSeconds = Number.isInteger(seconds) && seconds > 0 ? seconds : 5;
    return new UserError({ reason: "too-many", code: serverErrors.queryOverloaded, message: queryMessages.tooOften({ subject, seconds: retryAfterSeconds }), detail: { ...detail, retryAfterSeconds } });
  }
  if (code !== null && /^gateway\.(not-ready|(space|connector|stage|operation)-not-found|method-not-allowed|token-)/.test(code)) {
    return new OperationalError({ kind: "unavailable", code: serverErrors.queryNotServed, message: queryMessages.notServedNow({ subject, reason: text }), detail });
  }
  if (code === "gateway.backend-timeout") return new OperationalError({ kind: "timeout", code: serverErrors.queryTimeout, message: queryMessages.about({ subject, reason: text }), detail });
  if (code !== null && status >= 500) return new OperationalError({ kind: "bad-answer", code: serverErrors.queryFailed, message: queryMessages.about({ subject, reason: text }), detail });
  if (status >= 400 && status < 500) return new UserError({ reason: "unprocessable", code: serverErrors.queryRefused, message: text === "" ? queryMessages.refused({ subject, status }) : queryMessages.refusedSaying({ subject, status, text }), detail });
  return new OperationalError({ kind: "bad-answer", code: serverErrors.queryFailed, message: text === "" ? queryMessages.failed({ subject, status }) : queryMessages.failedSaying({ subject, status, text }), detail });
}

/** Whether the gateway refused a call for want of a grant. */
export function isGrantMissing(answer: GatewayAnswer): boolean {
  return answer.status === 403 && problemIn(bodyOfAnswer(answer)).code === "gateway.grant-missing";
}

/** Code of a problem that the gateway itself answered, else null; and what the answer says in words. */
function problemIn(body: unknown): { code: string | null; text: string } {
  if (typeof body === "string") return { code: null, text: /^\s*</.test(body) ? "" : body.trim().slice(0, shownLength) };
  if (typeof body !== "object" || body === null) return { code: null, text: "" };
  const fields = body as Record<string, unknown>;
  const text = [fields["detail"], fields["message"], fields["error"], fields["title"]].find((value) => typeof value === "string" && value !== "");
  const code = typeof fields["code"] === "string" && fields["code"].startsWith("gateway.") ? fields["code"] : null;
  return { code, text: typeof text === "string" ? text.slice(0, shownLength) : "" };
}

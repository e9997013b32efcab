import { OperationalError, type Query, UserError } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { bodyOfAnswer } from "../../../gateway-call/answer-body.ts";
import type { GatewayAnswer } from "../../../gateway-call/gateway-caller.ts";
import type { ServedOperation } from "./served-operation.service.ts";

const shownLength = 300;

/**
 * What a person is told when the answer of a query is not a success: which query, what happened and what to do. `body` is the
 * parsed answer; problems of the gateway are known by their code.
 */
export function answerError(query: Query, { connector, operation }: ServedOperation, answer: Pick<GatewayAnswer, "status" | "headers">, body: unknown): UserError | OperationalError {
  const { status, headers } = answer;
  const { code, text } = problemIn(body);
  const subject = `Query '${query.name}' (${operation.id} of '${connector}')`;
  const detail = { query: query.id, backendStatus: status };
  if (code === "gateway.grant-missing" || code === "gateway.grant-expired") {
    return new UserError({ reason: "forbidden", code: serverErrors.queryNotGranted, message: `${subject} is not granted to this app; ask an administrator of '${connector}' for the grant, or publish the app again.`, detail: { ...detail, connector, operation: operation.id } });
  }
  if (code === "gateway.limit-exceeded" || status === 429) {
    const seconds = Number(headers["retry-after"]);
    const retryAfterSeconds = Number.isInteger(seconds) && seconds > 0 ? seconds : 5;
    return new UserError({ reason: "too-many", code: serverErrors.queryOverloaded, message: `${subject} was called too often; try again in ${retryAfterSeconds} s.`, detail: { ...detail, retryAfterSeconds } });
  }
  if (code !== null && /^gateway\.(not-ready|(space|connector|stage|operation)-not-found|method-not-allowed|token-)/.test(code)) {
    return new OperationalError({ kind: "unavailable", code: serverErrors.queryNotServed, message: `${subject} is not served by the gateway now: ${text} Try again in a moment.`, detail });
  }
  if (code === "gateway.backend-timeout") return new OperationalError({ kind: "timeout", code: serverErrors.queryTimeout, message: `${subject}: ${text}`, detail });
  if (code !== null && status >= 500) return new OperationalError({ kind: "bad-answer", code: serverErrors.queryFailed, message: `${subject}: ${text}`, detail });
  const said = text === "" ? "" : ` It says: ${text}`;
  if (status >= 400 && status < 500) return new UserError({ reason: "unprocessable", code: serverErrors.queryRefused, message: `${subject} was refused by the system behind it with status ${status}; check the inputs.${said}`, detail });
  return new OperationalError({ kind: "bad-answer", code: serverErrors.queryFailed, message: `${subject} failed: the system behind it answered with status ${status}.${said}`, detail });
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

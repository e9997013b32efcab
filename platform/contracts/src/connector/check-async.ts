import { type Message, defineMessages } from "../text/message.ts";
import { parsePlace, sameName, takesPlace } from "./async-place.ts";
import type { AsyncOperation, Outcome } from "./async.ts";
import type { Operation } from "./operation.ts";

/** Why the declaration of an async operation cannot work. */
export interface AsyncProblem {
  /** JSON pointer into the operation, e.g. `/async/poll/parameter`. */
  field: string;
  message: Message;
}

type FollowUp = { operation: string; parameter: string };

const say = defineMessages({
  missing: { en: "names the operation '{named}', which the connector does not have; choose another or add it", "zh-CN": "指定的接口“{named}”不存在；请选择其他接口或先添加它" },
  itself: { en: "names the operation itself; name the one that is asked about the work", "zh-CN": "指定了接口本身；应指定查询任务的接口" },
  nested: { en: "names '{named}', which only starts work itself; name one that answers at once", "zh-CN": "指定的“{named}”本身也是异步接口；应指定立即应答的接口" },
  stream: { en: "names '{named}', whose answers are a stream; name one that answers as a whole", "zh-CN": "指定的“{named}”以流的方式应答；应指定一次性应答的接口" },
  transport: { en: "cannot be declared where answers come as a stream; the operation must answer as a whole", "zh-CN": "流式应答的接口不能声明为异步；接口须一次性应答" },
  place: { en: "must be path.<name>, query.<name>, header.<name> or body./<field>, e.g. path.id", "zh-CN": "须为 path.<名称>、query.<名称>、header.<名称> 或 body./<字段>，例如 path.id" },
  noParameter: { en: "says '{parameter}', which '{named}' does not take; it takes {known}", "zh-CN": "指定的“{parameter}”不是接口“{named}”的参数；可用的有：{known}" },
  inPath: { en: "cannot be part of the path; use query.<name>, header.<name> or body./<field>", "zh-CN": "不能位于路径中；请使用 query.<名称>、header.<名称> 或 body./<字段>" },
  needs: { en: "'{named}' also needs {parameter}, which '{operation}' does not have to pass on", "zh-CN": "接口“{named}”还需要 {parameter}，而“{operation}”没有可传递的同名必填参数" },
  needsBody: { en: "'{named}' needs a body, which nothing gives; its parameter must be body./<field>", "zh-CN": "接口“{named}”需要请求体，但没有来源；参数应为 body./<字段>" },
  twice: { en: "names the state '{state}' twice; each state means one thing", "zh-CN": "状态“{state}”重复出现；每个状态只能有一种含义" },
  noCancelled: { en: "stops work, but no state means that it was stopped; add the state to the cancelled ones of the poll or callback", "zh-CN": "可以取消任务，但没有表示已取消的状态；请在轮询或回调的已取消状态中添加" },
  intervals: { en: "must be at least the first wait, {least} ms", "zh-CN": "不能小于首次间隔 {least} 毫秒" },
  header: { en: "'{name}' does not reach the backend; use another header, e.g. Idempotency-Key", "zh-CN": "请求头“{name}”不会到达后端；请换用其他名称，例如 Idempotency-Key" },
  none: { en: "none", "zh-CN": "无" },
});

/** Headers that gateways answer for themselves. */
const ownHeaders: ReadonlySet<string> = new Set(["authorization", "connection", "content-length", "content-type", "cookie", "expect", "forwarded", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "x-request-id", "traceparent"]);

/**
 * All that keeps an async operation from being followed, for its editor, for saving and for publishing alike; nothing for an operation
 * without a declaration. `find` gives the other operations of the connector.
 */
export function checkAsync(operation: Operation, find: (id: string) => Operation | undefined): AsyncProblem[] {
  const { async: declared } = operation;
  if (declared === undefined) return [];
  const { poll, callback, cancel, result, idempotencyHeader } = declared;
  const problems: AsyncProblem[] = [];
  const add = (field: string, message: Message): void => void problems.push({ field: `/async${field}`, message });
  if ((operation.transport ?? "http") !== "http") add("", say.transport());
  if (poll !== undefined) {
    checkFollowUp(operation, poll, find, (field, message) => add(`/poll${field}`, message));
    checkOutcome(poll.outcome, (field, message) => add(`/poll/outcome${field}`, message));
    if (poll.maxIntervalMs < poll.intervalMs) add("/poll/maxIntervalMs", say.intervals({ least: poll.intervalMs }));
  }
  if (callback !== undefined) {
    checkCallback(operation, callback.parameter, add);
    checkOutcome(callback.outcome, (field, message) => add(`/callback/outcome${field}`, message));
  }
  if ("operation" in result) checkFollowUp(operation, result, find, (field, message) => add(`/result${field}`, message));
  if (cancel !== undefined) {
    checkFollowUp(operation, cancel, find, (field, message) => add(`/cancel${field}`, message));
    if (!meansCancelled(declared)) add("/cancel", say.noCancelled());
  }
  if (idempotencyHeader !== undefined && !reachesBackend(idempotencyHeader)) add("/idempotencyHeader", say.header({ name: idempotencyHeader }));
  return problems;
}

function checkFollowUp(operation: Operation, { operation: id, parameter }: FollowUp, find: (id: string) => Operation | undefined, add: (field: string, message: Message) => void): void {
  const named = id === operation.id ? undefined : find(id);
  if (named === undefined) return add("/operation", id === operation.id ? say.itself() : say.missing({ named: id }));
  if (named.async !== undefined) return add("/operation", say.nested({ named: id }));
  if ((named.transport ?? "http") !== "http") return add("/operation", say.stream({ named: id }));
  const place = parsePlace(parameter);
  if (place === null) return add("/parameter", say.place());
  if (!takesPlace(named, place)) return add("/parameter", say.noParameter({ parameter, named: id, known: knownPlaces(named) || say.none() }));
  for (const needed of named.parameters) {
    if (!needed.required && needed.in !== "path") continue;
    if (needed.in === place.in && sameName(place.in, needed.name, place.name)) continue;
    const passedOn = operation.parameters.some((one) => one.in === needed.in && one.name === needed.name && (one.required || one.in === "path"));
    if (!passedOn) add("/operation", say.needs({ named: id, parameter: `${needed.in}.${needed.name}`, operation: operation.id }));
  }
  if (named.requestBody?.required === true && place.in !== "body") add("/parameter", say.needsBody({ named: id }));
}

function checkCallback(operation: Operation, parameter: string, add: (field: string, message: Message) => void): void {
  const place = parsePlace(parameter);
  if (place === null) add("/callback/parameter", say.place());
  else if (place.in === "path") add("/callback/parameter", say.inPath());
  else if (!takesPlace(operation, place)) add("/callback/parameter", say.noParameter({ parameter, named: operation.id, known: knownPlaces(operation) || say.none() }));
}

function checkOutcome({ succeeded, failed, cancelled }: Outcome, add: (field: string, message: Message) => void): void {
  const seen = new Set<string>();
  for (const [field, states] of [["/succeeded", succeeded], ["/failed", failed], ["/cancelled", cancelled]] as const) {
    for (const state of states) {
      if (seen.has(state)) add(field, say.twice({ state }));
      seen.add(state);
    }
  }
}

function meansCancelled({ poll, callback }: AsyncOperation): boolean {
  return [poll?.outcome, callback?.outcome].some((outcome) => outcome !== undefined && outcome.cancelled.length > 0);
}

function reachesBackend(header: string): boolean {
  const name = header.toLowerCase();
  return !ownHeaders.has(name) && !/^(x-tessera-|x-forwarded-|proxy-)/.test(name);
}

function knownPlaces({ parameters, requestBody }: Operation): string {
  const named = parameters.filter(({ in: place }) => place !== "cookie").map(({ in: place, name }) => `${place}.${name}`);
  return [...named, ...(requestBody === undefined ? [] : ["body./…"])].join(", ");
}

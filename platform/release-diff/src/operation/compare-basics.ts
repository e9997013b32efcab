import { type Operation, routeShape } from "@tessera/contracts";
import { equalJson } from "../schema/json.ts";
import { type OperationPair, operationPointer } from "./context.ts";

/** Address, security, life cycle and texts of an operation. */
export function compareBasics({ before, after, list }: OperationPair): void {
  const at = (...steps: string[]) => ({ side: "operation", path: null, pointer: operationPointer(after, ...steps) }) as const;
  if (before.id !== after.id) list.add("operationRenamed", at("id"), before.id, after.id);
  if (before.method !== after.method) list.add("operationMethod", at("method"), before.method, after.method);
  if (pathShape(before) !== pathShape(after)) list.add("operationPath", at("path"), before.path, after.path);
  if ((before.matchSubpath ?? false) !== (after.matchSubpath ?? false)) list.add(after.matchSubpath ? "subpathAdded" : "subpathRemoved", at("matchSubpath"), before.matchSubpath ?? false, after.matchSubpath ?? false);
  if ((before.deprecated ?? false) !== (after.deprecated ?? false)) list.add(after.deprecated ? "operationDeprecated" : "operationUndeprecated", at("deprecated"), before.deprecated ?? false, after.deprecated ?? false);
  const [sent, sends] = [before.transport ?? "http", after.transport ?? "http"];
  if (sent !== sends) list.add("operationTransport", at("transport"), sent, sends);
  compareAsync({ before, after, list });
  if (!equalJson(before.backend, after.backend)) list.add("operationBackend", at("backend"), before.backend, after.backend);
  const [repeated, repeats] = [isIdempotent(before), isIdempotent(after)];
  if (repeated !== repeats && before.method === after.method) list.add(repeats ? "operationIdempotent" : "operationNotIdempotent", at("idempotent"), repeated, repeats);
  compareSecurity({ before, after, list });
  if (!equalJson(textsOf(before), textsOf(after))) list.add("operationTexts", at());
}

/** How work that the operation starts is followed. */
function compareAsync({ before, after, list }: Pick<OperationPair, "before" | "after" | "list">): void {
  const at = (...steps: string[]) => ({ side: "operation", path: null, pointer: operationPointer(after, "async", ...steps) }) as const;
  const [old, now] = [before.async, after.async];
  if (equalJson(old, now)) return;
  if (old === undefined || now === undefined) return list.add(now === undefined ? "asyncUndeclared" : "asyncDeclared", at());
  const { result, cancel, ...followed } = old;
  const { result: resultNow, cancel: cancelNow, ...followedNow } = now;
  if (!equalJson(result, resultNow)) list.add("asyncResult", at("result"), result, resultNow);
  if ((cancel === undefined) !== (cancelNow === undefined)) list.add(cancelNow === undefined ? "asyncCancelRemoved" : "asyncCancelAdded", at("cancel"));
  if (!equalJson(followed, followedNow) || (cancel !== undefined && cancelNow !== undefined && !equalJson(cancel, cancelNow))) list.add("asyncFollowed", at());
}

/** Path without the names of its parameters. */
function pathShape({ path }: Operation): string {
  return routeShape({ method: "GET", path });
}

const idempotentMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** RFC 9110, 9.2.2, unless the operation says so itself. */
function isIdempotent({ method, idempotent = idempotentMethods.has(method) }: Operation): boolean {
  return idempotent;
}

function compareSecurity({ before, after, list }: Pick<OperationPair, "before" | "after" | "list">): void {
  const at = (field: string) => ({ side: "operation", path: null, pointer: operationPointer(after, "security", field) }) as const;
  const [old, now] = [before.security, after.security];
  if (old.authenticate !== now.authenticate) list.add(now.authenticate ? "authenticationAdded" : "authenticationRemoved", at("authenticate"), old.authenticate, now.authenticate);
  // Who need not show a token needs no grant either.
  const [granted, grants] = [old.authenticate && old.grant, now.authenticate && now.grant];
  if (granted !== grants) list.add(grants ? "grantAdded" : "grantRemoved", at("grant"), granted, grants);
}

function textsOf({ summary, description, tags = [], translations, externalDocs, extensions }: Operation): unknown {
  return { summary, description, tags: [...tags].sort(), translations, externalDocs, extensions };
}

import { setTimeout as pause } from "node:timers/promises";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { ERROR_CODES, StoreError } from "../errors.ts";
import type { ClientConnection } from "../wire/client-session.ts";
import { errorLabelsOf } from "./error-labels.ts";
import { FailPoint, numberOf } from "./fail-point.ts";

/**
 * `failCommand` strikes before a command, `failGetMoreAfterCursorCheckout` when a getMore has its cursor, `onPrimaryTransactionalWrite`
 * after a numbered write was made and before its answer.
 */
const NAMES: ReadonlySet<string> = new Set(["failCommand", "failGetMoreAfterCursorCheckout", "onPrimaryTransactionalWrite"]);
/** Commands that no fail point keeps from being run: without them it could not be taken away. */
const EXEMPT: ReadonlySet<string> = new Set(["configureFailPoint"]);
const WRITES: ReadonlySet<string> = new Set(["insert", "update", "delete", "findAndModify", "findandmodify", "bulkWrite"]);
/** Names of codes that only fail points give. */
const FOREIGN_NAMES: Readonly<Record<number, string>> = {
  7: "HostNotFound", 24: "LockTimeout", 63: "StaleShardVersion", 64: "WriteConcernFailed", 89: "NetworkTimeout", 91: "ShutdownInProgress", 133: "FailedToSatisfyReadPreference",
  134: "ReadConcernMajorityNotAvailableYet", 150: "StaleEpoch", 189: "PrimarySteppedDown", 234: "RetryChangeStream", 262: "ExceededTimeLimit", 391: "ReauthenticationRequired",
  9001: "SocketException", 11_601: "Interrupted", 11_602: "InterruptedDueToReplStateChange", 13_388: "StaleConfig", 13_435: "NotPrimaryNoSecondaryOk", 13_436: "NotPrimaryOrSecondary",
};

/** What `around` must know about the server. */
export interface FailPointHost {
  /** True for the id of an open change stream. */
  isChangeStream(cursorId: unknown): boolean;
  /** True for a numbered write that was made before: sent again, it is not made again. */
  isMade(body: Document): boolean;
}

/**
 * Failures that a test orders with `configureFailPoint`, as MongoDB's own servers offer them with `enableTestCommands`: drivers prove
 * by them that they retry, resume and label as they should.
 */
export class FailPoints {
  readonly #host: FailPointHost;
  readonly #points = new Map<string, FailPoint>();
  readonly #appNames = new WeakMap<ClientConnection, string>();

  constructor(host: FailPointHost) {
    this.#host = host;
  }

  /** Sets or takes away a fail point; tells how often it struck so far. */
  configure({ configureFailPoint: name, mode, data }: Document): Document {
    if (typeof name !== "string" || !NAMES.has(name)) throw new StoreError("FailPointSetFailed", `fail point '${String(name)}' not found; there are ${[...NAMES].join(", ")}`);
    const count = this.#points.get(name)?.count ?? 0;
    this.#points.set(name, new FailPoint(mode, isDocument(data) ? data : {}));
    return { count };
  }

  /** Runs a command, or what its fail point orders instead. */
  async around(body: Document, client: ClientConnection, run: () => Promise<Document>): Promise<Document> {
    const name = Object.keys(body)[0] ?? "";
    this.#noteAppName(body, client);
    const point = EXEMPT.has(name) ? undefined : this.#struckCommand(name, body, client);
    if (name === "getMore" && point === undefined) return this.#aroundGetMore(body, run);
    if (point === undefined) return this.#aroundWrite(name, body, client, run);
    const { data } = point;
    if (data["blockConnection"] === true) await blocked(numberOf(data["blockTimeMS"], "data.blockTimeMS"), client.closed);
    if (data["closeConnection"] === true) return client.close(), {};
    if (data["errorCode"] !== undefined) return this.#failure(body, numberOf(data["errorCode"], "data.errorCode"), data["errorLabels"], "failCommand", false);
    const reply = await this.#aroundWrite(name, body, client, run);
    return isDocument(data["writeConcernError"]) ? this.#withWriteConcernError(body, reply, data["writeConcernError"], data["errorLabels"]) : reply;
  }

  async #aroundGetMore(body: Document, run: () => Promise<Document>): Promise<Document> {
    const point = this.#points.get("failGetMoreAfterCursorCheckout");
    if (point === undefined || !point.strikes()) return run();
    return this.#failure(body, numberOf(point.data["errorCode"], "data.errorCode"), undefined, "failGetMoreAfterCursorCheckout", this.#host.isChangeStream(body["getMore"]));
  }

  /** A write that is made and whose answer is lost; with `failBeforeCommitExceptionCode` it is not made. */
  async #aroundWrite(name: string, body: Document, client: ClientConnection, run: () => Promise<Document>): Promise<Document> {
    const point = this.#points.get("onPrimaryTransactionalWrite");
    const isNumbered = WRITES.has(name) && body["txnNumber"] !== undefined && body["autocommit"] === undefined;
    if (point === undefined || !isNumbered || this.#host.isMade(body) || !point.strikes()) return run();
    const { data } = point;
    const code = data["failBeforeCommitExceptionCode"];
    const reply = code === undefined ? await run() : this.#failure(body, numberOf(code, "data.failBeforeCommitExceptionCode"), undefined, "onPrimaryTransactionalWrite", false);
    if (data["closeConnection"] !== false) client.close();
    return reply;
  }

  #struckCommand(name: string, body: Document, client: ClientConnection): FailPoint | undefined {
    const point = this.#points.get("failCommand");
    if (point === undefined) return undefined;
    const { failCommands, appName, namespace } = point.data;
    const isMeant = point.data["failAllCommands"] === true || (Array.isArray(failCommands) && failCommands.includes(name));
    if (!isMeant || (appName !== undefined && appName !== this.#appNames.get(client))) return undefined;
    if (namespace !== undefined && namespace !== namespaceOf(name, body)) return undefined;
    return point.strikes() ? point : undefined;
  }

  /** The application's name comes with the handshake only. */
  #noteAppName({ client: metadata }: Document, client: ClientConnection): void {
    const application = isDocument(metadata) ? metadata["application"] : undefined;
    if (isDocument(application) && typeof application["name"] === "string") this.#appNames.set(client, application["name"]);
  }

  /** As in MongoDB, a command that fails before its cursor is looked up is not known to be of a change stream. */
  #failure(body: Document, code: number, given: unknown, point: string, isChangeStream: boolean): Document {
    const labels = Array.isArray(given) ? (given as unknown[]) : errorLabelsOf(body, { code, isChangeStream });
    return { ok: 0, errmsg: `Failing command via '${point}' failpoint`, code, codeName: nameOf(code), ...(labels.length > 0 && { errorLabels: labels }) };
  }

  #withWriteConcernError(body: Document, reply: Document, error: Document, given: unknown): Document {
    const own = typeof reply["code"] === "number" ? reply["code"] : undefined;
    const writeConcernCode = numberOf(error["code"], "data.writeConcernError.code");
    const labels = Array.isArray(given) ? (given as unknown[]) : errorLabelsOf(body, { code: own, writeConcernCode, isChangeStream: false });
    const { errorLabels: _labels, ...rest } = reply;
    return { ...rest, writeConcernError: { codeName: nameOf(writeConcernCode), ...error }, ...(labels.length > 0 && { errorLabels: labels }) };
  }

}

function namespaceOf(name: string, body: Document): string {
  const collection = name === "getMore" ? body["collection"] : body[name];
  return `${String(body["$db"])}.${String(collection)}`;
}

function nameOf(code: number): string {
  return FOREIGN_NAMES[code] ?? Object.entries(ERROR_CODES).find(([, known]) => known === code)?.[0] ?? `Location${code}`;
}

/** Waits, but not longer than the client does. */
async function blocked(millis: number, closed: AbortSignal): Promise<void> {
  await pause(millis, undefined, { signal: closed }).catch((error: unknown) => {
    if (!closed.aborted) throw error;
  });
}

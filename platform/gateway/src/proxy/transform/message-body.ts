import { OperationalError, UserError, isJsonType, jsonErrorPlace, jsonErrorReason, verbatim } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import { gatewayErrors } from "../../errors.ts";
import type { HeaderMap } from "../../pipeline/context.ts";
import type { CompiledBody } from "./body.ts";
import { readJson, writeJson } from "./json-text.ts";
import type { TextSources } from "./sources.ts";
import { transformMessages as say } from "./transform.messages.ts";

/** Digests of the bytes before the change (RFC 9530 and its forerunners). */
const digests = ["content-digest", "repr-digest", "digest", "content-md5"];

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Why bytes are no JSON, with the text where it could be read. */
class NotJson extends Error {
  readonly reason: Message;
  readonly text: string | undefined;

  constructor(reason: Message, text?: string, cause?: unknown) {
    super(reason.en, { cause });
    this.reason = reason;
    this.text = text;
  }
}

function changed(bytes: Buffer, change: CompiledBody, sources: TextSources): Buffer {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new NotJson(say.notUtf8(), undefined, cause);
  }
  try {
    return Buffer.from(writeJson(change(readJson(text), sources)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new NotJson({ en: cause.message, "zh-CN": jsonErrorReason(cause.message)["zh-CN"] }, text, cause);
    if (cause instanceof RangeError) throw new NotJson(say.tooDeep(), undefined, cause);
    throw cause;
  }
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

function codingOf(headers: HeaderMap): string | undefined {
  const coding = one(headers["content-encoding"])?.trim().toLowerCase();
  return coding === "" || coding === "identity" ? undefined : coding;
}

/** Drops what described the bytes before the change. */
function forgetBytes(headers: HeaderMap): void {
  for (const name of digests) delete headers[name];
  delete headers["content-encoding"];
}

/**
 * The changed body of a call, null for none; `headers` fit it afterwards. Throws `gateway.body-not-json` or
 * `gateway.body-json-invalid`: a body that cannot be changed does not pass.
 */
export function changeRequestBody(bytes: Buffer | null, headers: HeaderMap, change: CompiledBody, sources: TextSources): Buffer | null {
  if (bytes === null || bytes.length === 0) {
    const made = change(undefined, sources);
    if (made === undefined) return bytes;
    headers["content-type"] = "application/json";
    return Buffer.from(writeJson(made));
  }
  const type = one(headers["content-type"]);
  const coding = codingOf(headers);
  if (type !== undefined && !isJsonType(type)) throw new UserError({ code: gatewayErrors.bodyNotJson, message: say.notJson({ type: type.slice(0, 100) }) });
  if (coding !== undefined) throw new UserError({ code: gatewayErrors.bodyNotJson, message: say.encoded({ coding: coding.slice(0, 100) }) });
  forgetBytes(headers);
  headers["content-type"] ??= "application/json";
  try {
    return changed(bytes, change, sources);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    const place = error.text === undefined ? undefined : jsonErrorPlace(error.text);
    const message = place === undefined ? say.wrongJson({ reason: error.reason }) : say.wrongJsonAt({ ...place, reason: error.reason });
    throw new UserError({ code: gatewayErrors.bodyJsonInvalid, message, cause: error });
  }
}

/** Asks for an answer that can be changed: whole, and not compressed. */
export function askForPlainAnswer(headers: HeaderMap): void {
  headers["accept-encoding"] = "identity";
  delete headers["range"];
  delete headers["if-range"];
}

const withoutBody = new Set([204, 205, 304]);

/** Whether an answer is JSON that is changed; other answers, such as pages of errors, pass untouched. Throws `gateway.answer-encoded`. */
export function isChangedAnswer(status: number, headers: HeaderMap): boolean {
  if (withoutBody.has(status) || !isJsonType(one(headers["content-type"]) ?? "")) return false;
  const coding = codingOf(headers);
  if (coding !== undefined) throw new OperationalError({ code: gatewayErrors.answerEncoded, kind: "bad-answer", message: say.answerEncoded({ coding: coding.slice(0, 100) }) });
  return true;
}

/** Fits the fields of an answer to its changed body, also where only its head is asked for. */
export function describeChangedAnswer(headers: HeaderMap, size: number | undefined): void {
  forgetBytes(headers);
  delete headers["accept-ranges"];
  const tag = one(headers["etag"]);
  if (tag !== undefined && !tag.startsWith("W/")) headers["etag"] = `W/${tag}`;
  if (size === undefined) delete headers["content-length"];
  else headers["content-length"] = String(size);
}

/** The changed body of an answer. Throws `gateway.answer-json-invalid`. */
export function changeAnswerBody(bytes: Buffer, change: CompiledBody, sources: TextSources): Buffer {
  if (bytes.length === 0) return bytes;
  try {
    return changed(bytes, change, sources);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    // The parser's words quote the answer, which is not the caller's business before it was changed.
    const reason = error.text === undefined ? error.reason : verbatim("JSON");
    throw new OperationalError({ code: gatewayErrors.answerJsonInvalid, kind: "bad-answer", message: say.answerWrong({ reason }), cause: error });
  }
}

/** The error for an answer beyond what is read to be changed. */
export function answerTooLarge(limitBytes: number): OperationalError {
  return new OperationalError({ code: gatewayErrors.answerTooLarge, kind: "bad-answer", message: say.answerTooLarge({ limitBytes }) });
}

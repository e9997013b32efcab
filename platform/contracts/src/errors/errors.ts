import type { Message } from "../text/message.ts";

/** What every error of ours carries, whatever its cause. */
export interface ErrorOptions {
  /** Stable identifier, `feature.reason`, e.g. `connector.not-found`; documented in docs/reference/errors. */
  code: string;
  /** What happened, where, and what to do, for a person; a plain text only where no person reads it but in a log. */
  message: string | Message;
  /** The offending field as a JSON pointer into the input, e.g. `/backend/url`. */
  path?: string;
  /** JSON-safe facts a client may act on, e.g. both versions of a conflict. */
  detail?: Record<string, unknown>;
  cause?: unknown;
}

abstract class TesseraError extends Error {
  readonly code: string;
  readonly path: string | undefined;
  readonly detail: Record<string, unknown> | undefined;
  /** Private, so that loggers, which write down every field of an error, keep to the English message. */
  readonly #text: Message;

  constructor(options: ErrorOptions) {
    const text = typeof options.message === "string" ? { en: options.message, "zh-CN": options.message } : options.message;
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.path = options.path;
    this.detail = options.detail;
    this.#text = text;
  }

  /** The message in every language; `message` is the English one. */
  get text(): Message {
    return this.#text;
  }
}

/** The reason a request was refused, each with one HTTP status. */
export const userErrorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  "too-large": 413,
  unprocessable: 422,
  "too-many": 429,
} as const;

export type UserErrorReason = keyof typeof userErrorStatus;

/** The person who asked can fix it (HTTP 4xx). */
export class UserError extends TesseraError {
  readonly reason: UserErrorReason;

  constructor(options: ErrorOptions & { reason?: UserErrorReason }) {
    super(options);
    this.reason = options.reason ?? "invalid";
  }
}

/** Something we depend on failed; the same request may succeed later (HTTP 502, 503 or 504). */
export class OperationalError extends TesseraError {
  readonly kind: "bad-answer" | "unavailable" | "timeout";

  constructor(options: ErrorOptions & { kind?: "bad-answer" | "unavailable" | "timeout" }) {
    super(options);
    this.kind = options.kind ?? "unavailable";
  }
}

/** We are wrong (HTTP 500). The message is for the log; people see the trace id. */
export class DefectError extends TesseraError {}

/** Whether a caught value is one of the three kinds above. */
export function isTesseraError(value: unknown): value is UserError | OperationalError | DefectError {
  return value instanceof TesseraError;
}

import { type Locale, isTesseraError } from "@tessera/contracts";
import { playerErrorCodes } from "./errors.ts";
import { problemMessages } from "./messages.ts";

/** What a frame is told of a failed query: code, sentence and trace id, of whatever the shell's handler threw. An error that has its text in every language gives that of the reader. */
export function describeQueryError(error: unknown, locale: Locale): { code: string; message: string; traceId?: string } {
  const facts = (typeof error === "object" && error !== null ? error : {}) as { code?: unknown; message?: unknown; detail?: unknown; traceId?: unknown };
  const own = isTesseraError(error) ? error.text[locale] : undefined;
  const message = [own, facts.message, facts.detail].find((text) => typeof text === "string" && text !== "");
  return {
    code: typeof facts.code === "string" ? facts.code : playerErrorCodes.queryFailed,
    message: typeof message === "string" ? message : problemMessages.queryFailed()[locale],
    ...(typeof facts.traceId === "string" ? { traceId: facts.traceId } : {}),
  };
}

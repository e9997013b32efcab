import { useCallback } from "react";
import { type MessageKey, useText } from "../../i18n/index.ts";
import type { ErrorDescription } from "../describe-error.ts";
import { messages as general } from "../messages.ts";
import { messages } from "./messages.ts";

function isKnown(code: string | undefined): code is MessageKey<typeof messages> {
  return code !== undefined && Object.hasOwn(messages.texts.en, code);
}

/** What an error is called in the person's language: by its code where that is known, else by its kind. */
export function useErrorTitle(): (error: ErrorDescription) => string {
  const t = useText(messages);
  const tGeneral = useText(general);
  return useCallback(({ code, kind }) => (isKnown(code) ? t(code) : tGeneral(kind)), [t, tGeneral]);
}

import { useCallback } from "react";
import { useText } from "../i18n/index.ts";
import type { ErrorDescription } from "./describe-error.ts";
import { messages } from "./messages.ts";

/** Codes whose sentence is a list or a consequence, so that a few words above it help. */
const headlined = {
  "in-use": "inUse",
  "connector.not-ready": "notReady",
  "app.grants-needed": "grantsNeeded",
  "app.invalid": "appInvalid",
} as const;
const headlinedKinds = ["conflict", "unavailable", "offline", "defect"] as const satisfies readonly ErrorDescription["kind"][];

function hasHeadline(code: string | undefined): code is keyof typeof headlined {
  return code !== undefined && Object.hasOwn(headlined, code);
}

/** What a person reads of an error: a headline, and the sentence under it where the headline does not say it already. */
export interface ErrorText {
  title: string;
  sentence: string | undefined;
}

/** Words an error in the person's language; the server's own sentence already is. */
export function useErrorText(): (error: ErrorDescription) => ErrorText {
  const t = useText(messages);
  return useCallback(
    ({ kind, detail, code }) => {
      const kindly = headlinedKinds.find((one) => one === kind);
      if (hasHeadline(code)) return { title: t(headlined[code]), sentence: detail };
      if (kindly !== undefined) return { title: t(kindly), sentence: detail ?? t(kindly === "offline" ? "offlineDetail" : "defectDetail") };
      return { title: detail ?? t("defect"), sentence: undefined };
    },
    [t],
  );
}

import { nameSchema } from "@tessera/contracts";
import type { FormRule } from "antd";
import { useMemo } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

/** Checks that forms make before the server does, in the person's language. */
export function useRules(): { required: FormRule; name: FormRule; nameHelp: string } {
  const t = useText(messages);
  return useMemo(
    () => ({
      required: { required: true, whitespace: true, message: t("required") },
      name: { validator: (_rule, value: unknown) => (!value || nameSchema.safeParse(value).success ? Promise.resolve() : Promise.reject(new Error(t("badName")))) },
      nameHelp: t("nameHelp"),
    }),
    [t],
  );
}

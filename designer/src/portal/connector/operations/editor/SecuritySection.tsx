import { Switch } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { messages } from "./messages.ts";

/** What callers must bring. */
export function SecuritySection(): ReactNode {
  const t = useText(messages);
  const { operation, update } = useEditor();
  const { authenticate, grant } = operation.security;
  const set = (part: Partial<typeof operation.security>) => update("security", (one) => ({ ...one, security: { ...one.security, ...part } }));
  return (
    <>
      <Field label={t("authenticate")} pointer="/security/authenticate" id="operation-authenticate" help={t("authenticateHelp")}>
        <Switch id="operation-authenticate" checked={authenticate} onChange={(on) => set({ authenticate: on })} />
      </Field>
      <Field label={t("grant")} pointer="/security/grant" id="operation-grant" help={t("grantHelp")}>
        <Switch id="operation-grant" checked={grant} onChange={(on) => set({ grant: on })} />
      </Field>
    </>
  );
}

import { Alert } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";

/** An operation that the draft no longer has, while a release may still serve it. */
export function OperationGone({ operation, children }: { operation: string; children: ReactNode }): ReactNode {
  const t = useText(messages);
  return (
    <>
      <Alert type="info" showIcon title={t("draftGone", { operation })} style={{ marginBottom: 16 }} />
      {children}
    </>
  );
}

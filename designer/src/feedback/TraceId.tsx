import { Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

/** The id by which an administrator finds an error in the log, ready to copy. */
export function TraceId({ id }: { id: string }): ReactNode {
  const t = useText(messages);
  return (
    <Typography.Text type="secondary" style={{ fontSize: 12 }} copyable={{ text: id, tooltips: [t("copy"), t("copied")] }}>
      {t("traceId")} <code>{id}</code>
    </Typography.Text>
  );
}

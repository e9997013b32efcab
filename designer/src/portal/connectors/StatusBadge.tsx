import { Badge } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import type { ConnectorStatus } from "./connector-status.ts";
import { messages } from "./messages.ts";

const dots = { serving: "success", draft: "default", noBackend: "warning" } as const;

/** A connector's status as dot and word. */
export function StatusBadge({ status }: { status: ConnectorStatus }): ReactNode {
  const t = useText(messages);
  return <Badge status={dots[status]} text={t(status)} style={{ whiteSpace: "nowrap" }} />;
}

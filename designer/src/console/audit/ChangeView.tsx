import type { AuditRecord } from "@tessera/contracts";
import { Typography } from "antd";
import type { ReactNode } from "react";
import { DifferenceTable } from "../../differences/index.ts";
import { useText } from "../../i18n/index.ts";
import { diffValues } from "./diff-values.ts";
import { messages } from "./messages.ts";

/** Before and after of a change, field by field. */
export function ChangeView({ record }: { record: AuditRecord }): ReactNode {
  const t = useText(messages);
  const rows = diffValues(record.before, record.after).map(({ path, before, after }) => ({ id: path, field: path, before, after }));
  return rows.length === 0 ? <Typography.Text type="secondary">{t("nothing")}</Typography.Text> : <DifferenceTable rows={rows} />;
}

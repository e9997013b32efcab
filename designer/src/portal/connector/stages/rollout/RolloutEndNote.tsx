import type { RolloutEnd } from "@tessera/contracts";
import { Alert, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocale, useText } from "../../../../i18n/index.ts";
import { RelativeTime } from "../../../../time/index.ts";
import { messages } from "./messages.ts";

const ends = { promoted: "end_promoted", kept: "end_kept", cancelled: "end_cancelled", "rolled-back": "end_rolledBack" } as const;

/** How the last rollout of a stage ended, and why; loud until something else is done with the stage. */
export function RolloutEndNote({ last, isLoud }: { last: RolloutEnd; isLoud: boolean }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const text = t(ends[last.end], { version: last.version, by: last.by });
  if (isLoud) {
    return (
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 16 }}
        title={<>{text} · <RelativeTime at={last.at} /></>}
        description={`${last.reason?.[locale] ?? ""} ${t("rolledBackDetail", { served: last.previous })}`}
      />
    );
  }
  return (
    <Typography.Paragraph type="secondary">
      {text} · <RelativeTime at={last.at} />
      {last.reason && ` · ${last.reason[locale]}`}
    </Typography.Paragraph>
  );
}

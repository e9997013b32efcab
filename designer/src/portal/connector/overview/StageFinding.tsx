import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import type { ConnectorCheck } from "@tessera/contracts";
import { Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { formatDuration } from "../../../time/index.ts";
import { messages } from "./messages.ts";
import styles from "./StageFinding.module.css";

/** What the check call of one stage came to. */
export function StageFinding({ finding: { stage, ok, durationMs, message } }: { finding: ConnectorCheck["stages"][number] }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const said = t(ok ? "checkPassed" : "checkFailed", { stage });
  const Icon = ok ? CheckCircleFilled : CloseCircleFilled;
  return (
    <Flex gap={8} align="baseline" style={{ marginTop: 6 }}>
      <Icon role="img" aria-label={said} title={said} className={ok ? styles.passed : styles.failed} />
      <span className={styles.message}>
        {localize(message)}
        {durationMs !== null && <Typography.Text type="secondary"> · {formatDuration(durationMs)}</Typography.Text>}
      </span>
    </Flex>
  );
}

import { Flex, Skeleton } from "antd";
import type { ReactNode } from "react";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { LinkButton } from "../../../layout/LinkButton.tsx";
import { CancelRun } from "./CancelRun.tsx";
import { messages } from "./messages.ts";
import { RunEvents } from "./RunEvents.tsx";
import { RunProgress, RunStateBadge } from "./RunProgress.tsx";
import { RunResult } from "./RunResult.tsx";
import styles from "./Runs.module.css";
import { useRun } from "./use-run.ts";

/** A run that was just started, until its result is there. */
export function FollowRun({ connector, run: id }: { connector: string; run: string }): ReactNode {
  const t = useText(messages);
  const run = useRun(id);
  if (run.error && !run.data) return <ErrorNote error={run.error} onRetry={() => void run.refetch()} />;
  if (!run.data) return <Skeleton active />;
  return (
    <div className={styles.follow}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Flex gap={16} align="center">
          <RunStateBadge state={run.data.state} />
          <RunProgress run={run.data} width={200} />
        </Flex>
        <Flex gap={8}>
          <CancelRun run={run.data} />
          <LinkButton to={`/portal/connectors/${connector}/runs/${id}`}>{t("openRun")}</LinkButton>
        </Flex>
      </Flex>
      {run.data.finishedAt !== null && <RunResult run={run.data} />}
      <RunEvents run={run.data} />
    </div>
  );
}

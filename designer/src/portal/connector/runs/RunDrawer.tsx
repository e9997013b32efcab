import { Descriptions, Drawer, Flex, Skeleton, Tabs, Typography } from "antd";
import type { OperationRunDetail } from "@tessera/contracts";
import type { ReactNode } from "react";
import { ErrorNote, TraceId } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { RelativeTime, formatDuration } from "../../../time/index.ts";
import { CallbackLog } from "./CallbackLog.tsx";
import { CancelRun } from "./CancelRun.tsx";
import { messages } from "./messages.ts";
import { RunEvents } from "./RunEvents.tsx";
import { RunProgress, RunStateBadge } from "./RunProgress.tsx";
import { RunResult } from "./RunResult.tsx";
import { tookMs } from "./run-state.ts";
import { useNow } from "./use-now.ts";
import { useRun } from "./use-run.ts";

/** One run: how far it is, what happened, its result and callbacks, and the way to stop it. */
export function RunDrawer({ run: id, onClose }: { run: string | undefined; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const run = useRun(id);
  const data = id === undefined ? undefined : run.data;
  return (
    <Drawer open={id !== undefined} onClose={onClose} size={760} destroyOnHidden title={data === undefined ? t("run") : <code>{data.operation}</code>} extra={data && <CancelRun run={data} />} closable={{ "aria-label": t("close") }}>
      {run.error && <ErrorNote error={run.error} onRetry={() => void run.refetch()} />}
      {!data && !run.error && <Skeleton active />}
      {data && <RunView run={data} />}
    </Drawer>
  );
}

function RunView({ run }: { run: OperationRunDetail }): ReactNode {
  const t = useText(messages);
  const now = useNow(run.finishedAt === null);
  const next = run.finishedAt !== null ? [] : [{ key: "next", label: t("nextPoll"), children: run.nextPollAt === null ? t("noNextPoll") : <RelativeTime at={run.nextPollAt} /> }];
  return (
    <Flex vertical gap={16}>
      <Flex gap={16} align="center">
        <RunStateBadge state={run.state} />
        <RunProgress run={run} width={240} />
      </Flex>
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: "caller", label: t("caller"), children: run.callerName },
          { key: "stage", label: t("stage"), children: `${run.stage} · ${run.version}` },
          { key: "started", label: t("started"), children: <RelativeTime at={run.startedAt} /> },
          { key: "duration", label: t("duration"), children: formatDuration(tookMs(run, now)) },
          { key: "backendId", label: t("backendId"), children: run.backendId === null ? "–" : <Typography.Text copyable={{ text: run.backendId }}><code>{run.backendId}</code></Typography.Text> },
          { key: "backendState", label: t("backendState"), children: run.backendState ?? "–" },
          ...next,
          ...(run.finishedAt === null ? [{ key: "deadline", label: t("deadline"), children: <RelativeTime at={run.deadline} /> }] : []),
          { key: "key", label: t("key"), span: 2, children: <code style={{ overflowWrap: "anywhere" }}>{run.idempotencyKey}</code> },
        ]}
      />
      <TraceId id={run.traceId} />
      <Tabs
        items={[
          { key: "events", label: t("events"), children: <RunEvents run={run} /> },
          { key: "result", label: t("result"), children: <RunResult run={run} /> },
          { key: "callbacks", label: `${t("callbacks")} (${run.callbacks})`, children: <CallbackLog run={run} /> },
        ]}
      />
    </Flex>
  );
}

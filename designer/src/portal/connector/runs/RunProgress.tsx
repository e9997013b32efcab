import type { OperationRunView } from "@tessera/contracts";
import { Badge, Progress } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { stateBadges, stateTexts } from "./run-state.ts";

export function RunStateBadge({ state }: Pick<OperationRunView, "state">): ReactNode {
  const t = useText(messages);
  return <Badge status={stateBadges[state]} text={t(stateTexts[state])} />;
}

/** How far the work is, as the backend says; nothing while it says nothing. */
export function RunProgress({ run, width }: { run: Pick<OperationRunView, "state" | "progress" | "finishedAt">; width?: number }): ReactNode {
  const t = useText(messages);
  if (run.progress === null) return null;
  const status = run.state === "succeeded" ? "success" : run.state === "failed" || run.state === "timed-out" ? "exception" : run.finishedAt === null ? "active" : "normal";
  return <Progress percent={Math.round(run.progress * 100)} size="small" status={status} aria-label={t("progress")} style={{ margin: 0, ...(width === undefined ? {} : { width }) }} />;
}

import type { OperationRunDetail, RunEvent } from "@tessera/contracts";
import { Timeline, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocale, useText } from "../../../i18n/index.ts";
import { formatClock, formatExact } from "../../../time/index.ts";
import { messages } from "./messages.ts";
import { stateTexts } from "./run-state.ts";
import styles from "./Runs.module.css";

function colorOf({ kind, status }: RunEvent, run: OperationRunDetail): string {
  if (kind === "end") return run.state === "succeeded" ? "green" : run.state === "cancelled" ? "gray" : "red";
  return status !== null && status >= 400 ? "orange" : "blue";
}

/** What happened in a run, oldest first. */
export function RunEvents({ run }: { run: OperationRunDetail }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  return (
    <Timeline
      className={styles.events ?? ""}
      items={run.events.map((event, index) => {
        const progress = event.progress === null ? null : `${Math.round(event.progress * 100)} %`;
        const facts = [event.status === null ? null : t("status", { status: event.status }), event.backendState, progress, event.count > 1 ? t("times", { count: event.count }) : null].filter((fact) => fact !== null);
        return {
          key: `${index}-${event.kind}`,
          color: colorOf(event, run),
          content: (
            <div>
              <span className={styles.event}>
                <time dateTime={event.at} title={formatExact(Date.parse(event.at), locale)}>
                  {formatClock(Date.parse(event.at), locale)}
                </time>
                <strong>{event.kind === "end" ? t(stateTexts[run.state]) : t(event.kind)}</strong>
                <Typography.Text type="secondary">{facts.join(" · ")}</Typography.Text>
              </span>
              {event.detail !== null && <div className={styles.detail}>{event.detail}</div>}
            </div>
          ),
        };
      })}
    />
  );
}

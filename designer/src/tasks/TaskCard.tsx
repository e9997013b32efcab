import { type TaskView, routes } from "@tessera/contracts";
import { Alert, Button, Flex, Progress, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../api/index.ts";
import { useNotice } from "../feedback/index.ts";
import { Confirm } from "../form/index.ts";
import { useLocale, useLocalize, useText } from "../i18n/index.ts";
import { RelativeTime, formatClock } from "../time/index.ts";
import { messages } from "./messages.ts";
import styles from "./TasksTray.module.css";

const colors = { waiting: "default", running: "processing", succeeded: "success", failed: "error", cancelled: "default" } as const;

/** One piece of long work: how far it is, its log, and the way to stop it. */
export function TaskCard({ task }: { task: TaskView }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const localize = useLocalize();
  const notice = useNotice();
  const title = localize(task.title);
  const [open, setOpen] = useState(task.state === "failed");
  const cancel = useChange(routes.tasks.cancel, { stales: [routes.tasks.list] });
  const active = task.state === "waiting" || task.state === "running";
  return (
    <li className={styles.task}>
      <Flex justify="space-between" align="center" gap={8}>
        <Typography.Text strong ellipsis>
          {title}
        </Typography.Text>
        <Tag color={colors[task.state]}>{task.state === "running" ? t("inProgress") : t(task.state)}</Tag>
      </Flex>
      {active && <Progress percent={task.progress === null ? 100 : Math.round(task.progress * 100)} showInfo={task.progress !== null} status="active" size="small" aria-label={title} />}
      {task.error && <Alert type="error" title={localize(task.error.message)} style={{ marginTop: 8 }} />}
      <Flex justify="space-between" align="center" style={{ marginTop: 4 }}>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          <RelativeTime at={task.finishedAt ?? task.createdAt} />
        </Typography.Text>
        <Flex gap={4}>
          <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("log")}
          </Button>
          {active && (
            <Confirm title={t("cancel")} loss={t("cancelDetail")} confirmText={t("cancel")} cancelText={t("keepRunning")} onConfirm={() => cancel.mutate({ params: { id: task.id } }, { onError: notice.failed })}>
              <Button size="small" type="text" danger loading={cancel.isPending}>
                {t("cancel")}
              </Button>
            </Confirm>
          )}
        </Flex>
      </Flex>
      {open && <pre className={styles.log}>{task.log.length === 0 ? t("noLog") : task.log.map((line) => `${formatClock(Date.parse(line.at), locale)}  ${localize(line.message)}`).join("\n")}</pre>}
    </li>
  );
}

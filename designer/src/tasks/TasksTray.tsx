import { ClockCircleOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Badge, Button, Drawer, Empty, Skeleton } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useApi } from "../api/index.ts";
import { ErrorNote } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { useAllowed, useSession } from "../session/index.ts";
import { messages } from "./messages.ts";
import { TaskCard } from "./TaskCard.tsx";
import styles from "./TasksTray.module.css";
import { useTaskFinished } from "./use-task-finished.ts";

const activePollMs = 1_000;

function isActive({ state }: { state: string }): boolean {
  return state === "waiting" || state === "running";
}

/** My long-running work, reachable from everywhere; leaving a page loses nothing. */
export function TasksTray(): ReactNode {
  const t = useText(messages);
  const { space } = useSession();
  const allowed = useAllowed("task.read");
  const [open, setOpen] = useState(false);
  const tasks = useApi(routes.tasks.list, { query: { limit: 20 } }, { enabled: allowed && space !== null, refetchMs: (data) => (data?.items.some(isActive) ? activePollMs : false) });
  const items = tasks.data?.items ?? [];
  const running = items.filter(isActive).length;
  useTaskFinished(items);

  // A task that a page has just started asks to be seen.
  const seen = useRef(running);
  useEffect(() => {
    if (running > seen.current) setOpen(true);
    seen.current = running;
  }, [running]);

  if (!allowed) return null;
  const label = running > 0 ? t("running", { count: running }) : t("tasks");
  return (
    <>
      <Badge count={running} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<ClockCircleOutlined spin={running > 0} />} aria-label={label} title={label} onClick={() => setOpen(true)} />
      </Badge>
      <Drawer open={open} onClose={() => setOpen(false)} title={t("tasks")} size={400}>
        {tasks.error ? (
          <ErrorNote error={tasks.error} onRetry={() => void tasks.refetch()} />
        ) : tasks.isPending ? (
          <Skeleton active />
        ) : items.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("none")} />
        ) : (
          <ul className={styles.tasks}>
            {items.map((task) => (
              <TaskCard key={task.id} task={task} />
            ))}
          </ul>
        )}
      </Drawer>
    </>
  );
}

import type { TaskView } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Reads everything shown anew when a task ends: it may have changed any of it. */
export function useTaskFinished(tasks: readonly TaskView[]): void {
  const client = useQueryClient();
  const active = useRef(new Set<string>());
  useEffect(() => {
    const ended = tasks.filter(({ id, finishedAt }) => finishedAt !== null && active.current.has(id));
    active.current = new Set(tasks.filter(({ finishedAt }) => finishedAt === null).map(({ id }) => id));
    if (ended.length > 0) void client.invalidateQueries({ queryKey: ["api"] });
  }, [tasks, client]);
}

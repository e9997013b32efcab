import { useEffect, useRef } from "react";
import type { RenderProps } from "../definition.ts";

/** Publishes `values` for bindings after a render in which one of them changed (compared by identity). */
export function useExpose(expose: RenderProps["expose"], values: Record<string, unknown>): void {
  const published = useRef<Record<string, unknown>>(undefined);
  useEffect(() => {
    const before = published.current;
    if (before !== undefined && Object.entries(values).every(([name, value]) => Object.is(before[name], value))) return;
    published.current = values;
    expose(values);
  });
}

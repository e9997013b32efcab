import { Skeleton } from "antd";
import type { ReactElement, ReactNode } from "react";
import type { RenderProps } from "../definition.ts";
import { messagesIn } from "../messages/messages.ts";
import { EmptyState } from "./EmptyState.tsx";
import type { NotList } from "./not-list.ts";
import { Notice } from "./Notice.tsx";
import { StaleNotice } from "./StaleNotice.tsx";

interface DataStateProps {
  render: Pick<RenderProps, "status" | "mode" | "locale">;
  /** The bound value is not there: null or undefined. */
  missing: boolean;
  /** There is a value, but nothing in it to draw. */
  empty: boolean;
  invalid?: NotList | null;
  emptyText?: string;
  /** Rows of the skeleton. */
  skeletonRows?: number;
  children: ReactNode;
}

/**
 * What a component that draws data shows in place of it, or above it: skeleton while the first data loads, the error, why
 * the data cannot be drawn, an empty state. A failed refresh keeps the last data under a warning.
 */
export function DataState({ render, missing, empty, invalid = null, emptyText = "", skeletonRows = 4, children }: DataStateProps): ReactElement {
  const t = messagesIn(render.locale);
  const { loading, error } = render.status;
  if (missing && error !== null) return <Notice level="error" title={t("state.failed")} detail={error} />;
  if (missing && loading) {
    return (
      <div role="status" aria-label={t("state.loading")}>
        <Skeleton active title={false} paragraph={{ rows: skeletonRows, width: "100%" }} />
      </div>
    );
  }
  if (invalid !== null) {
    return (
      <>
        <StaleNotice render={render} />
        <Notice level="error" title={invalid.title} detail={invalid.detail} />
      </>
    );
  }
  const nothing = emptyText !== "" ? emptyText : t(missing && render.mode === "edit" ? "state.unbound" : "state.empty");
  return (
    <>
      <StaleNotice render={render} />
      {empty ? <EmptyState text={nothing} /> : children}
    </>
  );
}

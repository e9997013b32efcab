import type { ReactNode } from "react";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { ErrorPage, ErrorPageOf } from "../feedback/index.ts";

/** What is shown where a page failed to load or threw while drawing. */
export function RouteError(): ReactNode {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <ErrorPage kind="not-found" />;
  return <ErrorPageOf error={error} onRetry={() => window.location.reload()} />;
}

import { ApiError, routes } from "@tessera/contracts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { callDirectly } from "../api/index.ts";
import { ErrorPageOf } from "../feedback/index.ts";
import { LoadingPage } from "../layout/LoadingPage.tsx";
import { LoginAgain } from "./LoginAgain.tsx";
import { useSessionQuery } from "./use-session.ts";

/** Lets people in who have a session; sends the others to log in, or to set the platform up when nobody is there yet. */
export function SessionGate(): ReactNode {
  const session = useSessionQuery();
  const location = useLocation();
  const loggedOut = session.error instanceof ApiError && session.error.status === 401 && !session.data;
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => callDirectly(routes.auth.setupState), enabled: loggedOut, retry: false });

  if (session.data) {
    return (
      <>
        <Outlet />
        <LoginAgain />
      </>
    );
  }
  if (loggedOut) {
    if (setup.isPending) return <LoadingPage />;
    if (setup.data?.needed) return <Navigate to="/setup" replace />;
    const from = location.pathname + location.search + location.hash;
    return <Navigate to={from === "/" ? "/login" : `/login?from=${encodeURIComponent(from)}`} replace />;
  }
  if (session.error) return <ErrorPageOf error={session.error} onRetry={() => void session.refetch()} />;
  return <LoadingPage />;
}

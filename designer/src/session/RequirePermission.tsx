import type { Permission } from "@tessera/contracts";
import type { ReactNode } from "react";
import { Outlet } from "react-router";
import { ErrorPage } from "../feedback/index.ts";
import { useAllowed } from "./use-session.ts";

/** Shows its routes to people with a permission, and to the others why not. */
export function RequirePermission({ permission }: { permission: Permission }): ReactNode {
  return useAllowed(permission) ? <Outlet /> : <ErrorPage kind="forbidden" />;
}

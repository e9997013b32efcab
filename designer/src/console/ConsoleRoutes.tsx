import { AuditOutlined, AppstoreAddOutlined, ClusterOutlined, HeartOutlined, KeyOutlined, PartitionOutlined, TeamOutlined, UserOutlined } from "@ant-design/icons";
import type { Permission } from "@tessera/contracts";
import type { ComponentType, ReactNode } from "react";
import { Navigate, Route, Routes } from "react-router";
import { ErrorPage } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { PlaceNavigation } from "../layout/index.ts";
import { RequirePermission, useSession } from "../session/index.ts";
import { AuditPage } from "./audit/AuditPage.tsx";
import { GatewaysPage } from "./gateways/GatewaysPage.tsx";
import { HealthPage } from "./health/HealthPage.tsx";
import { MembersPage } from "./members/MembersPage.tsx";
import { messages } from "./messages.ts";
import { PeoplePage } from "./people/PeoplePage.tsx";
import { PluginsPage } from "./plugins/PluginsPage.tsx";
import { SpacesPage } from "./spaces/SpacesPage.tsx";
import { TokensPage } from "./tokens/TokensPage.tsx";

const pages = [
  { path: "members", permission: "member.read", icon: <TeamOutlined />, Page: MembersPage },
  { path: "tokens", permission: "token.own", icon: <KeyOutlined />, Page: TokensPage },
  { path: "gateways", permission: "gateway.read", icon: <ClusterOutlined />, Page: GatewaysPage },
  { path: "plugins", permission: "connector.read", icon: <AppstoreAddOutlined />, Page: PluginsPage },
  { path: "audit", permission: "audit.read", icon: <AuditOutlined />, Page: AuditPage },
  { path: "spaces", permission: "platform.manage", icon: <PartitionOutlined />, Page: SpacesPage },
  { path: "people", permission: "platform.manage", icon: <UserOutlined />, Page: PeoplePage },
  { path: "health", permission: "gateway.read", icon: <HeartOutlined />, Page: HealthPage },
] as const satisfies readonly { path: string; permission: Permission; icon: ReactNode; Page: ComponentType }[];

/** Addresses below `/console`; each page needs its permission. */
export function Component(): ReactNode {
  const t = useText(messages);
  const { permissions } = useSession();
  const open = pages.filter(({ permission }) => (permissions as readonly string[]).includes(permission));
  return (
    <Routes>
      <Route index element={open[0] ? <Navigate to={open[0].path} replace /> : <ErrorPage kind="forbidden" />} />
      <Route element={<PlaceNavigation label={t("place")} links={open.map(({ path, icon }) => ({ to: `/console/${path}`, title: t(path), icon }))} />}>
        {pages.map(({ path, permission, Page }) => (
          <Route key={path} element={<RequirePermission permission={permission} />}>
            <Route path={path} element={<Page />} />
          </Route>
        ))}
      </Route>
      <Route path="*" element={<ErrorPage kind="not-found" />} />
    </Routes>
  );
}

import { routes } from "@tessera/contracts";
import { Skeleton, Tabs, Typography } from "antd";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate, useParams } from "react-router";
import { useApi } from "../../api/index.ts";
import { ErrorPage, ErrorPageOf } from "../../feedback/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { LoadingPage, Page, useTrail } from "../../layout/index.ts";
import { useAllowed } from "../../session/index.ts";
import { connectorStatus } from "../connectors/connector-status.ts";
import { StatusBadge } from "../connectors/StatusBadge.tsx";
import { GrantsTab } from "./grants/GrantsTab.tsx";
import { messages } from "./messages.ts";
import { OperationsTab } from "./operations/OperationsTab.tsx";
import { OverviewTab } from "./overview/OverviewTab.tsx";
import { RunsTab } from "./runs/RunsTab.tsx";
import { SettingsTab } from "./settings/SettingsTab.tsx";
import { StagesTab } from "./stages/StagesTab.tsx";

const CallTab = lazy(() => import("./call/CallTab.tsx"));

/** One connector, part by part. */
export default function ConnectorPage(): ReactNode {
  const { connector: name = "" } = useParams();
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const mayCall = useAllowed("connector.call");
  const base = `/portal/connectors/${name}`;
  const part = pathname.slice(base.length + 1).split("/")[0] || "overview";
  const [opening, setOpening] = useState(0);
  const connector = useApi(routes.connectors.get, { params: { connector: name } });
  const title = localize(connector.data?.title) || name;
  const parts = (["overview", "operations", "stages", "call", "runs", "grants", "settings"] as const).filter((key) => (key !== "call" && key !== "runs") || mayCall);
  const partTitle = parts.find((key) => key === part);
  useTrail([{ title: t("connectors"), to: "/portal/connectors" }, ...(partTitle && partTitle !== "overview" ? [{ title, to: base }, { title: t(partTitle) }] : [{ title }])]);

  if (connector.error && !connector.data) return <ErrorPageOf error={connector.error} onRetry={() => void connector.refetch()} />;
  if (!connector.data) {
    return (
      <Page title={name}>
        <Skeleton active />
      </Page>
    );
  }
  const view = connector.data;
  return (
    <Page
      title={title}
      extra={<StatusBadge status={connectorStatus(view)} />}
      detail={
        <Typography.Text type="secondary" copyable={{ text: view.name }}>
          <code>{view.name}</code>
        </Typography.Text>
      }
    >
      <Tabs activeKey={part} aria-label={t("tabs")} items={parts.map((key) => ({ key, label: t(key) }))} onChange={(key) => void navigate(key === "overview" ? base : `${base}/${key}`)} />
      <Suspense fallback={<LoadingPage />}>
        <Routes>
          <Route index element={<OverviewTab connector={view} />} />
          <Route path="operations/:operation?" element={<OperationsTab connector={view} />} />
          <Route path="stages" element={<StagesTab connector={view} />} />
          <Route path="call/:operation?" element={mayCall ? <CallTab connector={view} /> : <Navigate to={base} replace />} />
          <Route path="runs/:run?" element={mayCall ? <RunsTab connector={view} /> : <Navigate to={base} replace />} />
          <Route path="grants" element={<GrantsTab connector={view} />} />
          <Route path="settings" element={<SettingsTab key={`${name}-${opening}`} connector={view} onReload={() => void connector.refetch().then(() => setOpening((count) => count + 1))} />} />
          <Route path="*" element={<ErrorPage kind="not-found" />} />
        </Routes>
      </Suspense>
    </Page>
  );
}

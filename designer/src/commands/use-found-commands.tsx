import { ApiOutlined, AppstoreOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../api/index.ts";
import { useLocalize, useText } from "../i18n/index.ts";
import { useAllowed, useSession } from "../session/index.ts";
import type { Command } from "./command-store.ts";
import { messages } from "./messages.ts";

/** Records of the space that a query may mean: published apps and connectors. */
export function useFoundCommands(query: string): Command[] {
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const { space } = useSession();
  const mayUse = useAllowed("app.use");
  const mayRead = useAllowed("connector.read");
  const asked = query.trim().length > 0;
  const apps = useApi(routes.published.list, { query: { limit: 200 } }, { enabled: asked && mayUse });
  const connectors = useApi(routes.connectors.list, { query: { limit: 200 } }, { enabled: asked && mayRead });
  return useMemo(() => {
    if (!asked) return [];
    return [
      ...(apps.data?.items ?? []).map((app): Command => ({ id: `app-${app.name}`, title: localize(app.title) || app.name, keywords: app.name, group: t("apps"), icon: <AppstoreOutlined />, run: () => void navigate(`/apps/${space}/${app.name}`) })),
      ...(connectors.data?.items ?? []).map((one): Command => ({ id: `connector-${one.name}`, title: localize(one.title) || one.name, keywords: one.name, group: t("connectors"), icon: <ApiOutlined />, run: () => void navigate(`/portal/connectors/${one.name}`) })),
    ];
  }, [asked, apps.data, connectors.data, localize, navigate, space, t]);
}

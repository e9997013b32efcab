import { ApiOutlined, ShopOutlined } from "@ant-design/icons";
import { type ReactNode, lazy, useEffect } from "react";
import { Navigate, Route, Routes } from "react-router";
import { ErrorPage } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { PlaceNavigation, pageOnDemand } from "../layout/index.ts";
import { CatalogPage } from "./catalog/CatalogPage.tsx";
import { ConnectorListPage } from "./connectors/ConnectorListPage.tsx";
import { messages } from "./messages.ts";

const { Page: ConnectorPage, readAhead } = pageOnDemand(async () => (await import("./connector/ConnectorPage.tsx")).default);
const RegisterPage = lazy(() => import("./register/RegisterPage.tsx"));

/** Addresses below `/portal`. */
export function Component(): ReactNode {
  const t = useText(messages);
  useEffect(readAhead, []);
  const links = [
    { to: "/portal/connectors", title: t("connectors"), icon: <ApiOutlined /> },
    { to: "/portal/catalog", title: t("catalog"), icon: <ShopOutlined /> },
  ];
  return (
    <Routes>
      <Route index element={<Navigate to="connectors" replace />} />
      <Route element={<PlaceNavigation label={t("place")} links={links} />}>
        <Route path="connectors" element={<ConnectorListPage />} />
        <Route path="connectors/:connector/*" element={<ConnectorPage />} />
        <Route path="catalog" element={<CatalogPage />} />
        <Route path="register" element={<RegisterPage />} />
      </Route>
      <Route path="*" element={<ErrorPage kind="not-found" />} />
    </Routes>
  );
}

import { type ReactNode, lazy, useEffect } from "react";
import { Route, Routes } from "react-router";
import { pageOnDemand } from "../layout/index.ts";
import { AppListPage } from "./app-list/AppListPage.tsx";

const { Page: EditorPage, readAhead } = pageOnDemand(async () => (await import("./editor/EditorPage.tsx")).default);
const PreviewPage = lazy(() => import("./preview/PreviewPage.tsx"));

/** Addresses below `/studio`. */
export function Component(): ReactNode {
  useEffect(readAhead, []);
  return (
    <Routes>
      <Route index element={<AppListPage />} />
      <Route path=":app" element={<EditorPage />} />
      <Route path=":app/preview" element={<PreviewPage />} />
    </Routes>
  );
}

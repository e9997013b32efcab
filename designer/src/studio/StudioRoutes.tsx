import { type ReactNode, lazy } from "react";
import { Route, Routes } from "react-router";
import { AppListPage } from "./app-list/AppListPage.tsx";

const EditorPage = lazy(() => import("./editor/EditorPage.tsx"));
const PreviewPage = lazy(() => import("./preview/PreviewPage.tsx"));

/** Addresses below `/studio`. */
export function Component(): ReactNode {
  return (
    <Routes>
      <Route index element={<AppListPage />} />
      <Route path=":app" element={<EditorPage />} />
      <Route path=":app/preview" element={<PreviewPage />} />
    </Routes>
  );
}

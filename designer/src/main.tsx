import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { Providers } from "./app/Providers.tsx";
import { appRoutes } from "./app/routes.tsx";
import { startI18n } from "./i18n/index.ts";
import "./theme/global.css";

await startI18n();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createBrowserRouter(appRoutes)} />
    </Providers>
  </StrictMode>,
);

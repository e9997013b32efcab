import { type RouteObject } from "react-router";
import { ErrorPage } from "../feedback/index.ts";
import { LoadingPage, Shell } from "../layout/index.ts";
import { RequirePermission, SessionGate } from "../session/index.ts";
import { RouteError } from "./RouteError.tsx";

/** Every address of the app; each place brings its own below, loaded when first entered. */
export const appRoutes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    hydrateFallbackElement: <LoadingPage />,
    children: [
      { path: "/login", lazy: () => import("../session/LoginPage.tsx") },
      { path: "/setup", lazy: () => import("../session/SetupPage.tsx") },
      {
        element: <SessionGate />,
        children: [
          { path: "/apps/:space/:app/*", lazy: () => import("../opened-app/OpenedApp.tsx") },
          {
            element: <Shell />,
            children: [
              {
                errorElement: <RouteError />,
                children: [
                  { index: true, lazy: () => import("../launcher/LauncherPage.tsx") },
                  { path: "/studio/*", element: <RequirePermission permission="app.read" />, children: [{ path: "*", lazy: () => import("../studio/StudioRoutes.tsx") }] },
                  { path: "/portal/*", element: <RequirePermission permission="connector.read" />, children: [{ path: "*", lazy: () => import("../portal/PortalRoutes.tsx") }] },
                  { path: "/console/*", lazy: () => import("../console/ConsoleRoutes.tsx") },
                  { path: "*", element: <ErrorPage kind="not-found" /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];

import { GlobalOutlined } from "@ant-design/icons";
import { Empty } from "antd";
import { type ReactNode, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate } from "react-router";
import { CommandPalette, type Command, useCommands } from "../commands/index.ts";
import { chooseLocale, useText } from "../i18n/index.ts";
import { useSession } from "../session/index.ts";
import { useAppearance } from "../theme/index.ts";
import { languageNames } from "./LanguageMenu.tsx";
import { LoadingPage } from "./LoadingPage.tsx";
import { messages } from "./messages.ts";
import { Rail } from "./Rail.tsx";
import styles from "./Shell.module.css";
import { themeIcons } from "./ThemeMenu.tsx";
import { TopBar } from "./TopBar.tsx";
import { usePlaces } from "./use-places.tsx";

function useShellCommands(): readonly Command[] {
  const t = useText(messages);
  const places = usePlaces();
  const navigate = useNavigate();
  const { i18n } = useTranslation();
  const choose = useAppearance((state) => state.choose);
  return useMemo(
    () => [
      ...places.map((place): Command => ({ id: `go-${place.key}`, title: place.title, group: t("go"), icon: place.icon, run: () => void navigate(place.to) })),
      ...(["light", "dark", "system"] as const).map((theme): Command => ({ id: `theme-${theme}`, title: t("themeIs", { theme: t(theme) }), group: t("preferences"), icon: themeIcons[theme], run: () => choose(theme) })),
      ...(["zh-CN", "en"] as const).map((locale): Command => ({ id: `locale-${locale}`, title: languageNames[locale], keywords: t("language"), group: t("preferences"), icon: <GlobalOutlined />, run: () => void chooseLocale(i18n, locale) })),
    ],
    [places, t, navigate, choose, i18n],
  );
}

/** The frame of the four places: rail, top bar and the place itself. */
export function Shell(): ReactNode {
  const t = useText(messages);
  const { space, user } = useSession();
  const { pathname } = useLocation();
  useCommands(useShellCommands());
  const withoutSpace = space === null && !(user.administrator && pathname.startsWith("/console"));
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("skip")}
      </a>
      <Rail />
      <TopBar />
      <main id="main" className={styles.main} tabIndex={-1}>
        {withoutSpace ? (
          <Empty style={{ marginTop: 96 }} description={`${t("noSpace")} — ${t("noSpaceDetail")}`} />
        ) : (
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        )}
      </main>
      <CommandPalette />
    </div>
  );
}

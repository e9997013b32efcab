import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { queryClient } from "../api/index.ts";
import { useLocale } from "../i18n/index.ts";
import { reducedMotion, themeConfig, useMedia, useThemeName } from "../theme/index.ts";
import styles from "./Providers.module.css";

/** What everything below needs: data, language, theme. */
export function Providers({ children }: { children: ReactNode }): ReactNode {
  const locale = useLocale();
  const theme = useThemeName();
  const still = useMedia(reducedMotion);
  const config = useMemo(() => themeConfig(theme, still), [theme, still]);
  useEffect(() => {
    dayjs.locale(locale === "zh-CN" ? "zh-cn" : "en");
  }, [locale]);
  const spoken = useRef(locale);
  useEffect(() => {
    // Answers carry sentences of the server in the language in which they were asked.
    if (spoken.current !== locale) void queryClient.invalidateQueries();
    spoken.current = locale;
  }, [locale]);
  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider locale={locale === "zh-CN" ? zhCN : en} theme={config} button={{ autoInsertSpace: false }}>
        <AntApp className={styles.root ?? ""} message={{ maxCount: 3 }} notification={{ maxCount: 3 }}>
          {children}
        </AntApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
}

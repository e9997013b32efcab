import { Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { LanguageMenu } from "../layout/LanguageMenu.tsx";
import { Logo } from "../layout/Logo.tsx";
import { ThemeMenu } from "../layout/ThemeMenu.tsx";
import styles from "./EntrancePage.module.css";
import { messages } from "./messages.ts";
import { Mosaic } from "./Mosaic.tsx";

/** The frame of the pages before one is inside: a card beside the mosaic. */
export function EntrancePage({ title, detail, children }: { title: string; detail?: string; children: ReactNode }): ReactNode {
  const t = useText(messages);
  return (
    <div className={styles.page}>
      <aside className={styles.side} aria-hidden>
        <Mosaic />
        <p className={styles.tagline}>{t("tagline")}</p>
      </aside>
      <main className={styles.main}>
        <Flex className={styles.menus} gap={4}>
          <LanguageMenu />
          <ThemeMenu />
        </Flex>
        <div className={styles.card}>
          <Logo />
          <Typography.Title level={1} className={styles.title}>
            {title}
          </Typography.Title>
          {detail && <Typography.Paragraph type="secondary">{detail}</Typography.Paragraph>}
          {children}
        </div>
      </main>
    </div>
  );
}

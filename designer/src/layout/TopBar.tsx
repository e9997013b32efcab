import { SearchOutlined } from "@ant-design/icons";
import { Button, Flex } from "antd";
import type { ReactNode } from "react";
import { shortcutText, useCommandStore } from "../commands/index.ts";
import { useText } from "../i18n/index.ts";
import { TasksTray } from "../tasks/index.ts";
import { LanguageMenu } from "./LanguageMenu.tsx";
import { messages } from "./messages.ts";
import { PersonMenu } from "./PersonMenu.tsx";
import { SpaceSwitcher } from "./SpaceSwitcher.tsx";
import { ThemeMenu } from "./ThemeMenu.tsx";
import styles from "./TopBar.module.css";
import { useTrailStore } from "./trail.ts";
import { Trail } from "./Trail.tsx";

/** Space, where I am, search, running work, language, theme, me. */
export function TopBar(): ReactNode {
  const t = useText(messages);
  const located = useTrailStore((state) => state.crumbs.length > 0);
  const setOpen = useCommandStore((state) => state.setOpen);
  return (
    <header className={styles.bar}>
      <SpaceSwitcher />
      {located && <span className={styles.divider} aria-hidden />}
      <div className={styles.trail}>
        <Trail />
      </div>
      <Button className={styles.search} onClick={() => setOpen(true)} icon={<SearchOutlined />} aria-keyshortcuts="Control+K Meta+K">
        <span className={styles.searchText}>{t("search")}</span>
        <kbd className={styles.key} aria-hidden>
          {shortcutText("Mod+K")}
        </kbd>
      </Button>
      <Flex gap={2} align="center">
        <TasksTray />
        <LanguageMenu />
        <ThemeMenu />
        <PersonMenu />
      </Flex>
    </header>
  );
}

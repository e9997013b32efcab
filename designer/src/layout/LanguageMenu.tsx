import { GlobalOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { chooseLocale, useLocale, useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

/** Each language under its own name, so that it is found by those who read it. */
export const languageNames = { "zh-CN": "简体中文", en: "English" } as const;

/** Switches the language at once and remembers it. */
export function LanguageMenu(): ReactNode {
  const t = useText(messages);
  const { i18n } = useTranslation();
  const locale = useLocale();
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: [locale],
        items: [
          { key: "zh-CN", label: <span lang="zh-CN">{languageNames["zh-CN"]}</span> },
          { key: "en", label: <span lang="en">{languageNames.en}</span> },
        ],
        onClick: ({ key }) => void chooseLocale(i18n, key === "en" ? "en" : "zh-CN"),
      }}
    >
      <Button type="text" icon={<GlobalOutlined />} aria-label={t("language")} title={t("language")} />
    </Dropdown>
  );
}

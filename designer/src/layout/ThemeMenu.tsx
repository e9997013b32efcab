import { DesktopOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { type ThemeChoice, useAppearance } from "../theme/index.ts";
import { messages } from "./messages.ts";

/** A sign for each theme. */
export const themeIcons: Record<ThemeChoice, ReactNode> = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> };

/** Light, dark or as the system says. */
export function ThemeMenu(): ReactNode {
  const t = useText(messages);
  const choice = useAppearance((state) => state.choice);
  const choose = useAppearance((state) => state.choose);
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: [choice],
        items: (["light", "dark", "system"] as const).map((key) => ({ key, icon: themeIcons[key], label: t(key) })),
        onClick: ({ key }) => choose(key as ThemeChoice),
      }}
    >
      <Button type="text" icon={themeIcons[choice]} aria-label={t("theme")} title={t("theme")} />
    </Dropdown>
  );
}

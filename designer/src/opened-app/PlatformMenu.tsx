import { AppstoreOutlined, BgColorsOutlined, BuildOutlined, GlobalOutlined, LogoutOutlined } from "@ant-design/icons";
import type { PlayableApp } from "@tessera/contracts";
import { Avatar, Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { chooseLocale, useLocale, useText } from "../i18n/index.ts";
import { languageNames, useLogout } from "../layout/index.ts";
import { useAllowed, useSession } from "../session/index.ts";
import { type ThemeChoice, useAppearance } from "../theme/index.ts";
import { messages } from "./messages.ts";

/** All that is left of the platform over an opened app. */
export function PlatformMenu({ app }: { app: PlayableApp }): ReactNode {
  const t = useText(messages);
  const { i18n } = useTranslation();
  const locale = useLocale();
  const navigate = useNavigate();
  const logout = useLogout();
  const { user } = useSession();
  const mayEdit = useAllowed("app.write");
  const choice = useAppearance((state) => state.choice);
  const choose = useAppearance((state) => state.choose);
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [locale, choice],
        items: [
          { key: "launcher", icon: <AppstoreOutlined />, label: t("launcher"), onClick: () => void navigate("/") },
          ...(mayEdit ? [{ key: "studio", icon: <BuildOutlined />, label: t("studio"), onClick: () => void navigate(`/studio/${app.name}`) }] : []),
          { type: "divider" as const },
          { key: "language", icon: <GlobalOutlined />, label: t("language"), children: (["zh-CN", "en"] as const).map((key) => ({ key, label: <span lang={key}>{languageNames[key]}</span>, onClick: () => void chooseLocale(i18n, key) })) },
          { key: "theme", icon: <BgColorsOutlined />, label: t("theme"), children: (["light", "dark", "system"] as const satisfies readonly ThemeChoice[]).map((key) => ({ key, label: t(key), onClick: () => choose(key) })) },
          { type: "divider" as const },
          { key: "who", type: "group" as const, label: `${user.displayName} · ${t("version", { version: app.version })}` },
          { key: "logout", icon: <LogoutOutlined />, label: t("logout"), onClick: logout },
        ],
      }}
    >
      <Button type="text" aria-label={t("platform")} style={{ paddingInline: 4 }}>
        <Avatar size={26} style={{ background: "var(--ant-color-primary-bg)", color: "var(--ant-color-link)" }}>
          {[...user.displayName][0]?.toUpperCase()}
        </Avatar>
      </Button>
    </Dropdown>
  );
}

import { ApiOutlined, AppstoreOutlined, BuildOutlined, ControlOutlined } from "@ant-design/icons";
import { type ReactNode, useMemo } from "react";
import { useText } from "../i18n/index.ts";
import { useSession } from "../session/index.ts";
import { messages } from "./messages.ts";

export interface Place {
  key: "apps" | "studio" | "portal" | "console";
  to: string;
  title: string;
  icon: ReactNode;
}

/** The four places, those that the person may enter. */
export function usePlaces(): Place[] {
  const t = useText(messages);
  const { permissions, user } = useSession();
  return useMemo(() => {
    const places: Place[] = [{ key: "apps", to: "/", title: t("apps"), icon: <AppstoreOutlined /> }];
    if (permissions.includes("app.read")) places.push({ key: "studio", to: "/studio", title: t("studio"), icon: <BuildOutlined /> });
    if (permissions.includes("connector.read")) places.push({ key: "portal", to: "/portal", title: t("portal"), icon: <ApiOutlined /> });
    if (permissions.includes("token.own") || user.administrator) places.push({ key: "console", to: "/console", title: t("console"), icon: <ControlOutlined /> });
    return places;
  }, [permissions, user.administrator, t]);
}

import { componentTheme } from "@tessera/components";
import type { Locale } from "@tessera/contracts";
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { type ReactElement, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { theme } from "antd";
import { fuzz } from "./fuzz.tsx";
import { hugeJson } from "./samples.ts";
import { scenes } from "./scenes.tsx";
import { Placed, type Recorded, recorded } from "./stage.tsx";

export interface Gallery {
  recorded: Recorded;
  fuzz: typeof fuzz;
  /** Draws a scene anew, with nothing recorded. */
  open: (scene: string, locale: Locale, mode: "light" | "dark") => void;
  /** Draws one component alone in a box of the given height; one that is there already goes on with the new properties. */
  show: (type: string, props: Record<string, unknown>, height?: number, resetCount?: number) => void;
  showHugeJson: () => void;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}

const query = new URLSearchParams(location.search);
let look = { locale: "en" as Locale, mode: "light" as "light" | "dark", times: 0 };

function Frame({ children }: { children: ReactElement | undefined }): ReactElement {
  const { token } = theme.useToken();
  useEffect(() => {
    document.body.style.background = token.colorBgLayout;
  }, [token.colorBgLayout]);
  return (
    <main aria-label="gallery" style={{ padding: 16, fontFamily: token.fontFamily, fontSize: token.fontSize, color: token.colorText }}>
      {children}
    </main>
  );
}

const host = document.getElementById("root") ?? document.body;
const root = createRoot(host);
function draw(content: ReactElement | undefined): void {
  root.render(
    <ConfigProvider button={{ autoInsertSpace: false }} key={look.times} theme={componentTheme({ mode: look.mode, reducedMotion: true })} locale={look.locale === "en" ? enUS : zhCN}>
      <App component={false}>
        <Frame>{content}</Frame>
      </App>
    </ConfigProvider>,
  );
}

function open(scene: string, locale: Locale, mode: "light" | "dark"): void {
  look = { locale, mode, times: look.times + 1 };
  document.documentElement.lang = locale;
  document.documentElement.style.colorScheme = mode;
  recorded.events.length = 0;
  recorded.crashes.length = 0;
  recorded.exposed = {};
  draw(scenes[scene]?.(locale));
}

window.gallery = {
  open,
  recorded,
  fuzz,
  show: (type, props, height = 400, resetCount = 0) => draw(<div style={{ height }}><Placed id="one" type={type} props={props} locale={look.locale} resetCount={resetCount} /></div>),
  showHugeJson: () => draw(<div style={{ height: 500 }}><Placed id="huge" type="json-view" props={{ data: hugeJson(), depth: 1 }} locale={look.locale} /></div>),
};
open(query.get("scene") ?? "", query.get("locale") === "zh-CN" ? "zh-CN" : "en", query.get("theme") === "dark" ? "dark" : "light");

import type { ThemeConfig } from "antd";
import { themeConfig } from "./theme-config.ts";

/** What decides the look of the components. */
export interface ThemeChoice {
  mode: "light" | "dark";
  /** The person asks for less motion. */
  reducedMotion?: boolean;
}

/** The antd theme in which the components are drawn and checked: the one of the whole product. */
export function componentTheme({ mode, reducedMotion = false }: ThemeChoice): ThemeConfig {
  return themeConfig(mode, reducedMotion);
}

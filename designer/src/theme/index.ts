export { narrowScreen, reducedMotion, useAppearance, useMedia, useThemeName } from "./appearance.ts";
export type { ThemeChoice } from "./appearance.ts";
export { themeConfig } from "@tessera/components/theme";
export type { ThemeName } from "@tessera/components/theme";

export { narrowScreen, reducedMotion, useAppearance, useMedia, useThemeName } from "./appearance.ts";
export type { ThemeChoice } from "./appearance.ts";
export { themeConfig } from "./theme-config.ts";
export type { ThemeName } from "./theme-config.ts";

export { codeFontFamily, fontFamily, palette } from "./theme/palette.ts";
export { themeConfig } from "./theme/theme-config.ts";
export type { ThemeName } from "./theme/theme-config.ts";

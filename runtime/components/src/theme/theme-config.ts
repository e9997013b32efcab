import { type ThemeConfig, theme } from "antd";
import { codeFontFamily, fontFamily, palette } from "./palette.ts";

export type ThemeName = "light" | "dark";

/** antd's theme for light or dark; without motion when the person's system asks for less. */
export function themeConfig(name: ThemeName, reducedMotion: boolean): ThemeConfig {
  const colors = palette[name];
  return {
    algorithm: name === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: `tessera-${name}` },
    hashed: false,
    token: {
      colorPrimary: colors.accent,
      colorInfo: colors.accent,
      colorPrimaryHover: colors.accentHover,
      colorPrimaryActive: colors.accentActive,
      colorPrimaryBg: colors.accentBg,
      colorPrimaryBgHover: colors.accentBgHover,
      colorPrimaryBorder: colors.accentBorder,
      colorPrimaryBorderHover: colors.accentBorderHover,
      colorInfoBg: colors.accentBg,
      colorInfoBorder: colors.accentBorder,
      colorInfoText: colors.accentText,
      colorLink: colors.accentText,
      colorLinkHover: colors.accentHover,
      colorLinkActive: colors.accentActive,
      colorPrimaryText: colors.accentText,
      colorSuccess: colors.success,
      colorWarning: colors.warning,
      colorError: colors.error,
      colorSuccessBg: colors.successBg,
      colorSuccessBorder: colors.successBorder,
      colorWarningBg: colors.warningBg,
      colorWarningBorder: colors.warningBorder,
      colorErrorBg: colors.errorBg,
      colorErrorBorder: colors.errorBorder,
      colorBgLayout: colors.layout,
      colorBgContainer: colors.container,
      colorBgElevated: colors.elevated,
      colorBorder: colors.border,
      colorBorderSecondary: colors.borderSecondary,
      colorText: colors.text,
      colorTextHeading: colors.text,
      colorTextSecondary: colors.textSecondary,
      colorTextTertiary: colors.textTertiary,
      colorTextDescription: colors.textTertiary,
      colorTextPlaceholder: colors.textTertiary,
      colorTextDisabled: colors.textDisabled,
      fontFamily,
      fontFamilyCode: codeFontFamily,
      fontSize: 14,
      borderRadius: 6,
      motion: !reducedMotion,
      motionUnit: 0.05,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: colors.onAccent, dangerColor: colors.onError },
      Table: { headerBg: colors.container, headerSplitColor: "transparent", cellPaddingBlockSM: 7 },
      Card: { bodyPaddingSM: 16 },
      Alert: { withDescriptionPadding: "12px 16px", withDescriptionIconSize: 18 },
      Tabs: { horizontalMargin: "0 0 16px 0" },
      Form: { itemMarginBottom: 24, verticalLabelPadding: "0 0 4px" },
    },
  };
}

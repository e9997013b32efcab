export type { ComponentDefinition, RenderProps } from "./definition.ts";
export { Icon, isIconName } from "./icons/Icon.tsx";
export { iconNames, manifests } from "./manifests.ts";
export type { ComponentTypeName, IconName } from "./manifests.ts";
export { componentRegistry } from "./registry.ts";
export { componentTheme } from "./theme/theme.ts";
export type { ThemeChoice } from "./theme/theme.ts";

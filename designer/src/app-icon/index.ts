export { AppIcon, appIconNames } from "./AppIcon.tsx";

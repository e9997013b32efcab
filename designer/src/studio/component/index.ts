export { ComponentIcon } from "./ComponentIcon.tsx";
export { IconSelect } from "./IconSelect.tsx";
export { categories, manifestOf, manifests, overlayTypes, slotsOf } from "./manifest-of.ts";

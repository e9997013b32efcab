export { insertComponent, insertionTarget } from "./insert-component.ts";
export type { Target } from "./insert-component.ts";
export type { NodeActions } from "./use-node-actions.tsx";
export { useNodeActions } from "./use-node-actions.tsx";
export { namesOfUses, usesOutside } from "./uses-outside.ts";

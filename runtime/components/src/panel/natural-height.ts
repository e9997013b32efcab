/**
 * Marks the part of a component with automatic height that is as high as its content, when a surface around it may be higher:
 * the player measures this part, and makes surfaces that stand side by side end together.
 */
export const naturalHeight = { "data-natural-height": "" } as const;

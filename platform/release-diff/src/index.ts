export { changeKinds } from "./change/kinds.ts";
export { diffReleases, releaseChanges } from "./diff-releases.ts";
export { impactOf } from "./impact/impact-of.ts";
export type { QueryUse } from "./impact/impact-of.ts";
export type { OperationUse } from "./impact/touches.ts";
export type { Release } from "./release.ts";
export { announcesBreaking, firstVersion, highestLevel, isMajorNeeded, nextVersionFor, suggestVersion } from "./version/suggest-version.ts";

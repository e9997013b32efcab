export { RollbackButton } from "./RollbackButton.tsx";
export { RolloutEndNote } from "./RolloutEndNote.tsx";
export { RolloutFields } from "./RolloutFields.tsx";
export { RunningRollout } from "./RunningRollout.tsx";
export { newRollout, rolloutInput, wentWrong } from "./rollout-values.ts";
export type { RolloutValues } from "./rollout-values.ts";
export { usePublishProgress } from "./use-publish-progress.tsx";

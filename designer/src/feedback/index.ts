export { ConflictChoice } from "./ConflictChoice.tsx";
export { describeError, isConflict } from "./describe-error.ts";
export type { ErrorDescription } from "./describe-error.ts";
export { ErrorNote } from "./ErrorNote.tsx";
export { ErrorPage, ErrorPageOf } from "./ErrorPage.tsx";
export { TraceId } from "./TraceId.tsx";
export { useNotice } from "./use-notice.tsx";
export type { Notice } from "./use-notice.tsx";

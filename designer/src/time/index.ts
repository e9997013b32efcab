export { RelativeTime } from "./RelativeTime.tsx";
export { formatBytes, formatDuration, formatExact, formatRelative } from "./format-time.ts";

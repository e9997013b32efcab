export { RelativeTime } from "./RelativeTime.tsx";
export { formatBytes, formatClock, formatDuration, formatExact, formatRelative } from "./format-time.ts";

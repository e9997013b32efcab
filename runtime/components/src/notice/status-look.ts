import type { GlobalToken } from "antd";

/** How good or bad something is. */
export const statuses = ["default", "success", "warning", "error", "processing"] as const;
export type Status = (typeof statuses)[number];

/** Icon of each status, so that colour is never the only sign. */
export const statusIcons: Record<Status, string> = { default: "", success: "CheckCircle", warning: "Warning", error: "CloseCircle", processing: "Sync" };

/** Colour of a status among the theme's tokens. */
export function statusColor(status: Status, token: GlobalToken): string {
  switch (status) {
    case "success":
      return token.colorSuccess;
    case "warning":
      return token.colorWarning;
    case "error":
      return token.colorError;
    case "processing":
      return token.colorInfo;
    case "default":
      return token.colorTextSecondary;
  }
}

/** Stable codes of what the host reports about a frame. */
export const playerErrorCodes = {
  badMessage: "player.bad-message",
  flood: "player.flood",
  version: "player.bridge-version",
  queryUnknown: "player.query-unknown",
  queryFailed: "player.query-failed",
  pageUnknown: "player.page-unknown",
  urlRefused: "player.url-refused",
} as const;
export type PlayerErrorCode = (typeof playerErrorCodes)[keyof typeof playerErrorCodes];

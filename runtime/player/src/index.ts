export { playerErrorCodes } from "./host/errors.ts";
export type { PlayerErrorCode } from "./host/errors.ts";
export { frameOriginPlaceholder, playerFrameHeaders, playerHostPolicy } from "./host/headers.ts";
export { createPlayerHost } from "./host/player-host.ts";
export type { Dropped, FrameHealth, PlayerHandlers, PlayerHost, PlayerHostOptions, PlayerInit, PlayerProblem } from "./host/player-host.ts";
export { PlayerFrame } from "./host/PlayerFrame.tsx";
export type { PlayerFrameHandle, PlayerFrameProps } from "./host/PlayerFrame.tsx";

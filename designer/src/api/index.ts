export { callApi, callDirectly, queryClient, sessionKey } from "./client.ts";
export { followQuery } from "./follow-query.ts";
export { keyOf, useApi, useApiList, useChange, useReadAhead } from "./hooks.ts";
export type { ApiList, ChangeInput, Input, ItemOf } from "./hooks.ts";
export { reauthentication } from "./reauthentication.ts";

export { ChangePasswordDialog } from "./ChangePasswordDialog.tsx";
export { RequirePermission } from "./RequirePermission.tsx";
export { SessionGate } from "./SessionGate.tsx";
export { useAllowed, useSession, useTakeSession } from "./use-session.ts";

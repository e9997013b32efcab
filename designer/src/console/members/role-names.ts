import type { Role } from "@tessera/contracts";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

/** The name of a role in the person's language. */
export function useRoleNames(): (role: Role) => string {
  const t = useText(messages);
  return (role) => t(role);
}

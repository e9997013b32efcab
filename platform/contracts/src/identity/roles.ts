import { z } from "zod";

/** What a route may ask of its caller; `@Permission` names exactly one of them. */
export const permissions = [
  "public",
  "session",
  "app.use",
  "app.read",
  "app.write",
  "app.publish",
  "connector.read",
  "connector.call",
  "connector.write",
  "connector.publish",
  "grant.manage",
  "token.own",
  "task.read",
  "gateway.read",
  "audit.read",
  "member.read",
  "member.manage",
  "platform.manage",
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ["owner", "developer", "operator", "viewer"] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

const viewer: Permission[] = ["public", "session", "app.use", "connector.read", "token.own", "task.read"];
const operator: Permission[] = [...viewer, "app.read", "app.publish", "connector.call", "connector.publish", "grant.manage", "gateway.read", "audit.read", "member.read"];
const developer: Permission[] = [...operator, "app.write", "connector.write"];
const owner: Permission[] = [...developer, "member.manage"];

/** Permissions of each role inside its space; `platform.manage` belongs to administrators alone. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = { viewer, operator, developer, owner };

/** Whether a role (and the administrator flag) carries a permission. */
export function isAllowed(permission: Permission, role: Role | undefined, isAdministrator: boolean): boolean {
  if (permission === "public") return true;
  if (permission === "platform.manage") return isAdministrator;
  if (permission === "session") return role !== undefined || isAdministrator;
  return role !== undefined && permissionsOfRole[role].includes(permission);
}

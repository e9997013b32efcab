import { type Role, roles } from "@tessera/contracts";

/** Roles with more permissions than `role`; `roles` lists the mightiest first. */
export function rolesAbove(role: Role): readonly Role[] {
  return roles.slice(0, roles.indexOf(role));
}

/** The role with fewer permissions. */
export function lowerRole(one: Role, other: Role): Role {
  return rolesAbove(one).includes(other) ? one : other;
}

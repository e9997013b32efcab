import { z } from "zod";
import { permissions, roleSchema } from "../identity/roles.ts";
import { nameSchema } from "../names/names.ts";
import { listOf, listQuerySchema } from "./problem.ts";
import { route } from "./route.ts";
import { rules } from "../text/rules.ts";

const username = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, rules.username.en);
/** A password that an account may get. */
export const passwordSchema = z.string().min(10, rules.password.en).max(1024);
const spaceParams = z.object({ space: nameSchema });

export const sessionViewSchema = z.object({
  user: z.object({ id: z.string(), username: z.string(), displayName: z.string(), administrator: z.boolean() }),
  /** The space that this session or token acts in; null when its user belongs to none. */
  space: nameSchema.nullable(),
  role: roleSchema.nullable(),
  permissions: z.array(z.enum(permissions)),
  spaces: z.array(z.object({ name: nameSchema, title: z.string(), role: roleSchema })),
  /** Sent back in `X-CSRF-Token` with every change; null for tokens. */
  csrfToken: z.string().nullable(),
  /** Where programs reach the gateway, e.g. `http://127.0.0.1:3080`. */
  gatewayUrl: z.string().optional(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const tokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  username: z.string(),
  /** First characters, to recognise it by. */
  prefix: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

export const memberViewSchema = z.object({ userId: z.string(), username: z.string(), displayName: z.string(), role: roleSchema, addedAt: z.iso.datetime() });
export const spaceViewSchema = z.object({ name: nameSchema, title: z.string(), memberCount: z.int(), createdAt: z.iso.datetime() });
export const userViewSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string(), administrator: z.boolean(), disabled: z.boolean(), createdAt: z.iso.datetime() });

export const authRoutes = {
  /** Whether an administrator exists yet. */
  setupState: route({ method: "GET", path: "/auth/setup", summary: "Whether the first administrator is still to be made", tag: "auth", permission: "public", response: z.object({ needed: z.boolean() }) }),
  setup: route({
    method: "POST", path: "/auth/setup", summary: "Make the first administrator with the one-time link's token", tag: "auth", permission: "public",
    body: z.object({ token: z.string().max(200), password: passwordSchema, displayName: z.string().max(100).optional() }), response: sessionViewSchema,
  }),
  login: route({
    method: "POST", path: "/auth/login", summary: "Start a session", tag: "auth", permission: "public",
    body: z.object({ username: z.string().max(100), password: z.string().max(1024) }), response: sessionViewSchema,
  }),
  logout: route({ method: "POST", path: "/auth/logout", summary: "End the session", tag: "auth", permission: "public" }),
  session: route({ method: "GET", path: "/auth/session", summary: "Who I am and what I may do", tag: "auth", permission: "session", response: sessionViewSchema }),
  switchSpace: route({ method: "PUT", path: "/auth/session/space", summary: "Act in another of my spaces", tag: "auth", permission: "session", body: z.object({ space: nameSchema }), response: sessionViewSchema }),
  changePassword: route({ method: "PUT", path: "/auth/password", summary: "Change my password", tag: "auth", permission: "session", body: z.object({ current: z.string().max(1024), next: passwordSchema }) }),
};

export const tokenRoutes = {
  list: route({ method: "GET", path: "/tokens", summary: "My API tokens of this space", tag: "tokens", permission: "token.own", query: listQuerySchema, response: listOf(tokenViewSchema) }),
  create: route({
    method: "POST", path: "/tokens", summary: "Make an API token; its text is shown in this answer only", tag: "tokens", permission: "token.own", status: 201,
    body: z.object({ name: z.string().min(1).max(100), role: roleSchema.optional(), expiresInDays: z.int().min(1).max(3650).optional() }),
    response: z.object({ token: z.string(), view: tokenViewSchema }),
  }),
  revoke: route({ method: "DELETE", path: "/tokens/{id}", summary: "Revoke an API token", tag: "tokens", permission: "token.own", params: z.object({ id: z.string().max(64) }) }),
};

export const spaceRoutes = {
  list: route({ method: "GET", path: "/spaces", summary: "All spaces", tag: "spaces", permission: "platform.manage", query: listQuerySchema, response: listOf(spaceViewSchema) }),
  create: route({ method: "POST", path: "/spaces", summary: "Make a space; I become its owner", tag: "spaces", permission: "platform.manage", status: 201, body: z.object({ name: nameSchema, title: z.string().min(1).max(100) }), response: spaceViewSchema }),
  remove: route({ method: "DELETE", path: "/spaces/{space}", summary: "Delete an empty space", tag: "spaces", permission: "platform.manage", params: spaceParams }),
  members: route({ method: "GET", path: "/members", summary: "Members of this space", tag: "spaces", permission: "member.read", query: listQuerySchema, response: listOf(memberViewSchema) }),
  setMember: route({ method: "PUT", path: "/members/{username}", summary: "Add a member or change the role", tag: "spaces", permission: "member.manage", params: z.object({ username }), body: z.object({ role: roleSchema }), response: memberViewSchema }),
  removeMember: route({ method: "DELETE", path: "/members/{username}", summary: "Remove a member", tag: "spaces", permission: "member.manage", params: z.object({ username }) }),
};

export const userRoutes = {
  list: route({ method: "GET", path: "/users", summary: "All people", tag: "users", permission: "platform.manage", query: listQuerySchema, response: listOf(userViewSchema) }),
  create: route({
    method: "POST", path: "/users", summary: "Make a local account", tag: "users", permission: "platform.manage", status: 201,
    body: z.object({ username, displayName: z.string().min(1).max(100), password: passwordSchema, administrator: z.boolean().optional() }), response: userViewSchema,
  }),
  update: route({
    method: "PATCH", path: "/users/{username}", summary: "Change a local account", tag: "users", permission: "platform.manage", params: z.object({ username }),
    body: z.object({ displayName: z.string().min(1).max(100).optional(), password: passwordSchema.optional(), administrator: z.boolean().optional(), disabled: z.boolean().optional() }), response: userViewSchema,
  }),
};

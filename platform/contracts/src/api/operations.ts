import { z } from "zod";
import { gatewayNodeSchema } from "../gateway/snapshot.ts";
import { messageSchema } from "../text/message.ts";
import { importInputSchema } from "./connectors.ts";
import { listOf, listQuerySchema } from "./problem.ts";
import { route } from "./route.ts";

export const auditRecordSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(["user", "token", "system"]), id: z.string(), name: z.string() }),
  /** Route or system job, e.g. `connectors.publish`. */
  action: z.string(),
  /** What was changed, e.g. `connector:prometheus`. */
  target: z.string(),
  /** Secrets are never in here. */
  before: z.unknown(),
  after: z.unknown(),
  traceId: z.string(),
  address: z.string().nullable(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

export const taskViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: messageSchema,
  state: z.enum(["waiting", "running", "succeeded", "failed", "cancelled"]),
  /** 0 to 1; null while unknown. */
  progress: z.number().nullable(),
  log: z.array(z.object({ at: z.iso.datetime(), message: messageSchema })),
  result: z.unknown(),
  error: z.object({ code: z.string(), message: messageSchema }).nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  finishedAt: z.iso.datetime().nullable(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

const gatewayNodeView = gatewayNodeSchema.omit({ _id: true, startedAt: true, seenAt: true }).extend({ id: z.string(), startedAt: z.iso.datetime(), seenAt: z.iso.datetime(), alive: z.boolean(), current: z.boolean() });

export const auditRoutes = {
  list: route({ method: "GET", path: "/audit", summary: "Changes of this space, newest first", tag: "audit", permission: "audit.read", query: listQuerySchema.extend({ actor: z.string().max(100).optional(), target: z.string().max(200).optional() }), response: listOf(auditRecordSchema) }),
};

export const taskRoutes = {
  list: route({ method: "GET", path: "/tasks", summary: "My long-running work, newest first", tag: "tasks", permission: "task.read", query: listQuerySchema, response: listOf(taskViewSchema) }),
  get: route({ method: "GET", path: "/tasks/{id}", summary: "One task", tag: "tasks", permission: "task.read", params: z.object({ id: z.string().max(64) }), response: taskViewSchema }),
  cancel: route({ method: "POST", path: "/tasks/{id}/cancel", summary: "Stop a task", tag: "tasks", permission: "task.read", params: z.object({ id: z.string().max(64) }), response: taskViewSchema }),
  /** Large imports run in a worker, so that nobody waits on an open request. */
  import: route({ method: "POST", path: "/tasks/import", summary: "Import an API document in the background", tag: "tasks", permission: "connector.write", status: 202, body: importInputSchema, response: taskViewSchema }),
};

export const gatewayRoutes = {
  list: route({ method: "GET", path: "/gateways", summary: "Gateway processes and the revision each serves", tag: "gateways", permission: "gateway.read", response: listOf(gatewayNodeView) }),
};

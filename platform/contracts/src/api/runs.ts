import { z } from "zod";
import { callbackViewSchema, operationRunDetailSchema, operationRunStates, operationRunViewSchema } from "../connector/async.ts";
import { nameSchema, operationIdSchema } from "../names/names.ts";
import { callInputSchema } from "./connectors.ts";
import { listOf, listQuerySchema } from "./problem.ts";
import { route } from "./route.ts";

const byRun = z.object({ run: z.string().max(64) });

/** Longest wait within one request, seconds. */
export const longestRunWait = 60;
const wait = z.coerce.number().min(0).max(longestRunWait).optional();

/** Work that async operations started. */
export const runRoutes = {
  start: route({
    method: "POST", path: "/connectors/{connector}/operations/{operation}/runs", summary: "Start the work of an async operation through the gateway; waits up to `wait` seconds for its end. The same key again answers the same run", tag: "runs", permission: "connector.call", status: 202,
    params: z.object({ connector: nameSchema, operation: operationIdSchema }), query: z.object({ wait }),
    body: callInputSchema.extend({ /** Of the caller: a repeated start with it starts nothing. */ idempotencyKey: z.string().min(1).max(200).optional() }),
    response: operationRunDetailSchema,
  }),
  list: route({
    method: "GET", path: "/runs", summary: "Runs of async operations, newest first", tag: "runs", permission: "connector.call",
    query: listQuerySchema.extend({ connector: nameSchema.optional(), operation: operationIdSchema.optional(), stage: nameSchema.optional(), state: z.enum(operationRunStates).optional(), caller: z.string().max(200).optional() }),
    response: listOf(operationRunViewSchema),
  }),
  get: route({
    method: "GET", path: "/runs/{run}", summary: "One run; waits up to `wait` seconds for its end, or for a change after the one that is known", tag: "runs", permission: "connector.call",
    params: byRun, query: z.object({ wait, /** Number of the change that is known. */ after: z.coerce.number().int().min(0).optional() }), response: operationRunDetailSchema,
  }),
  cancel: route({ method: "POST", path: "/runs/{run}/cancel", summary: "Stop the work; where the connector does not say how, only the following ends", tag: "runs", permission: "connector.call", params: byRun, response: operationRunDetailSchema }),
  callbacks: route({ method: "GET", path: "/runs/{run}/callbacks", summary: "Callbacks of a run, newest first", tag: "runs", permission: "connector.call", params: byRun, query: listQuerySchema, response: listOf(callbackViewSchema) }),
  replay: route({ method: "POST", path: "/runs/{run}/callbacks/{callback}/replay", summary: "Apply a stored callback once more", tag: "runs", permission: "connector.call", params: byRun.extend({ callback: z.string().max(64) }), response: callbackViewSchema }),
};

/** Where systems report the end of work; the address is the secret. */
export const callbackRoutes = {
  receive: route({ method: "POST", path: "/callbacks/{token}", summary: "Report on work that was started with this address; any content type, 1 MiB at most", tag: "callbacks", permission: "public", params: z.object({ token: z.string().max(300) }) }),
};

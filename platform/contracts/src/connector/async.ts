import { z } from "zod";
import { operationIdSchema } from "../names/names.ts";
import { rules } from "../text/rules.ts";
import { headerNameSchema } from "./credential.ts";

/** RFC 6901; empty: the whole. */
const pointer = z.string().max(1024).regex(/^(\/([^~]|~0|~1)*)*$/, rules.jsonPointer.en);
const states = z.array(z.string().min(1).max(128)).max(50);

/** How the state of work is read from an answer or a callback. */
const outcomeSchema = z.object({
  /** Where the state stands in the JSON body. */
  state: pointer,
  succeeded: states.min(1),
  failed: states.default([]),
  cancelled: states.default([]),
  /** Where the reason of a failure stands. */
  reason: pointer.optional(),
  /** 0 to 1 or 0 to 100. */
  progress: pointer.optional(),
});

/** A call of another operation of the connector about work that was started; `parameter` (`path.id`, `query.id`, `body./id`) gets its id. */
const followUpSchema = z.object({ operation: operationIdSchema, parameter: z.string().min(1).max(300) });

/** Declares that an operation only starts work: how to follow it to its result, stop it, and not start it twice. */
export const asyncOperationSchema = z
  .object({
    /** Where the id of the work is in the answer of the start: a pointer into the body, or a header. */
    id: z.union([z.object({ pointer }), z.object({ header: headerNameSchema })]),
    /** Asked until the outcome is known; waits grow from `intervalMs` by half each time, up to `maxIntervalMs`. */
    poll: followUpSchema.extend({ outcome: outcomeSchema, intervalMs: z.int().min(200).max(600_000).default(2_000), maxIntervalMs: z.int().min(200).max(3_600_000).default(30_000) }).optional(),
    /** The backend calls back: our address goes into `parameter` of the start (`query.callback`, `body./callbackUrl`, `header.x-callback`). */
    callback: z.object({ parameter: z.string().min(1).max(300), outcome: outcomeSchema }).optional(),
    /** Where the result is: a pointer into what told the outcome, or another call. */
    result: z.union([z.object({ pointer }), followUpSchema.extend({ pointer: pointer.default("") })]).default({ pointer: "" }),
    cancel: followUpSchema.optional(),
    /** Header in which the backend takes a key that makes a repeated start harmless. */
    idempotencyHeader: headerNameSchema.optional(),
    /** The work is given up after so long, seconds. */
    timeoutSeconds: z.int().min(1).max(604_800).default(3_600),
  })
  .refine(({ poll, callback }) => poll !== undefined || callback !== undefined, rules.pollOrCallback.en);
export type AsyncOperation = z.infer<typeof asyncOperationSchema>;

export const operationRunStates = ["starting", "running", "succeeded", "failed", "cancelling", "cancelled", "timed-out"] as const;

/** One piece of work that an async operation started. */
export const operationRunViewSchema = z.object({
  id: z.string(),
  connector: z.string(),
  stage: z.string(),
  operation: operationIdSchema,
  /** Id that the backend gave. */
  backendId: z.string().nullable(),
  state: z.enum(operationRunStates),
  /** As the backend names it. */
  backendState: z.string().nullable(),
  /** 0 to 1; null while unknown. */
  progress: z.number().nullable(),
  result: z.unknown(),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  idempotencyKey: z.string().nullable(),
  /** As grants name callers. */
  caller: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  nextPollAt: z.iso.datetime().nullable(),
});
export type OperationRunView = z.infer<typeof operationRunViewSchema>;

/** One callback as it came in. */
export const callbackViewSchema = z.object({
  id: z.string(),
  run: z.string(),
  receivedAt: z.iso.datetime(),
  address: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  /** What became of it. */
  effect: z.enum(["outcome", "progress", "ignored", "refused"]),
  reason: z.string().nullable(),
  replayOf: z.string().nullable(),
});
export type CallbackView = z.infer<typeof callbackViewSchema>;

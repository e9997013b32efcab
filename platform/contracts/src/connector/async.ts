import { z } from "zod";
import { operationIdSchema } from "../names/names.ts";
import { rules } from "../text/rules.ts";
import { headerNameSchema } from "./credential.ts";

/** RFC 6901; empty: the whole. */
const pointer = z.string().max(1024).regex(/^(\/([^~]|~0|~1)*)*$/, rules.jsonPointer.en);
const states = z.array(z.string().min(1).max(128)).max(50);

/** How the state of work is read from an answer or a callback. */
export const outcomeSchema = z.object({
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
    result: z.union([followUpSchema.extend({ pointer: pointer.default("") }), z.object({ pointer })]).default({ pointer: "" }),
    cancel: followUpSchema.optional(),
    /** Header in which the backend takes a key that makes a repeated start harmless. */
    idempotencyHeader: headerNameSchema.optional(),
    /** The work is given up after so long, seconds. */
    timeoutSeconds: z.int().min(1).max(604_800).default(3_600),
  })
  .refine(({ poll, callback }) => poll !== undefined || callback !== undefined, rules.pollOrCallback.en);
export type AsyncOperation = z.infer<typeof asyncOperationSchema>;
export type Outcome = z.infer<typeof outcomeSchema>;

export const operationRunStates = ["starting", "running", "succeeded", "failed", "cancelling", "cancelled", "timed-out"] as const;

/** One piece of work that an async operation started. */
export const operationRunViewSchema = z.object({
  id: z.string(),
  connector: z.string(),
  stage: z.string(),
  operation: operationIdSchema,
  /** Release that the stage served when the work was started; its declaration holds to the end. */
  version: z.string(),
  /** Id that the backend gave. */
  backendId: z.string().nullable(),
  state: z.enum(operationRunStates),
  /** As the backend names it. */
  backendState: z.string().nullable(),
  /** 0 to 1; null while unknown. */
  progress: z.number().nullable(),
  /** Null in lists and until the work has succeeded. */
  result: z.unknown(),
  /** The result was larger than is kept; `result` is the first part of its text. */
  truncated: z.boolean(),
  /** In the language of who asks. */
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  idempotencyKey: z.string().nullable(),
  /** As grants name callers. */
  caller: z.string(),
  callerName: z.string(),
  /** The connector says how to stop it; without that, cancelling only ends the following. */
  cancellable: z.boolean(),
  startedAt: z.iso.datetime(),
  /** When the work is given up. */
  deadline: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  nextPollAt: z.iso.datetime().nullable(),
  /** Grows with each change that this view shows; who waits says which one they know. */
  change: z.int(),
});
export type OperationRunView = z.infer<typeof operationRunViewSchema>;

export const runEventKinds = ["start", "poll", "callback", "cancel", "result", "end"] as const;

/** What happened in a run; equal polls in a row are one event. */
export const runEventSchema = z.object({
  kind: z.enum(runEventKinds),
  /** When it happened first, and last. */
  firstAt: z.iso.datetime(),
  at: z.iso.datetime(),
  count: z.int(),
  /** HTTP status of the answer, where there was one. */
  status: z.int().nullable(),
  backendState: z.string().nullable(),
  progress: z.number().nullable(),
  /** What it meant, in the language of who asks. */
  detail: z.string().nullable(),
});
export type RunEvent = z.infer<typeof runEventSchema>;

/** A run with what happened in it, oldest first. */
export const operationRunDetailSchema = operationRunViewSchema.extend({ events: z.array(runEventSchema), traceId: z.string(), callbacks: z.int() });
export type OperationRunDetail = z.infer<typeof operationRunDetailSchema>;

/** One callback as it came in. */
export const callbackViewSchema = z.object({
  id: z.string(),
  run: z.string(),
  receivedAt: z.iso.datetime(),
  address: z.string(),
  /** Without secrets. */
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  sizeBytes: z.int(),
  /** What became of it; `kept`: it came before the answer to the start, and waits for that. */
  effect: z.enum(["kept", "outcome", "progress", "ignored", "refused"]),
  /** Why, in the language of who asks. */
  reason: z.string().nullable(),
  replayOf: z.string().nullable(),
});
export type CallbackView = z.infer<typeof callbackViewSchema>;

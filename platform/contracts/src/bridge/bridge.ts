import { z } from "zod";
import { playableAppSchema } from "../app/app.ts";
import { recordIdSchema } from "../names/names.ts";
import { breakpointSchema, gridRectSchema, pageDocumentSchema } from "../page/page.ts";
import { localeSchema } from "../text/text.ts";

/** Version of the protocol between the shell and the player frame; both refuse another one. */
export const bridgeVersion = 1;

const point = z.object({ x: z.number(), y: z.number() });
const callId = z.int().nonnegative();
const placement = z.object({ parent: recordIdSchema.nullable(), slot: z.string(), index: z.int().nonnegative(), rect: gridRectSchema });
export type Placement = z.infer<typeof placement>;

/** Shell → frame, over the one MessagePort. Coordinates are CSS px of the frame's viewport. */
export const toFrameSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("init"),
    bridgeVersion: z.int(),
    mode: z.enum(["view", "edit"]),
    app: playableAppSchema,
    page: recordIdSchema,
    params: z.record(z.string(), z.string()),
    user: z.object({ name: z.string(), displayName: z.string() }),
    locale: localeSchema,
    theme: z.enum(["light", "dark"]),
    reducedMotion: z.boolean(),
  }),
  z.object({ type: z.literal("environment"), locale: localeSchema.optional(), theme: z.enum(["light", "dark"]).optional() }),
  z.object({ type: z.literal("showPage"), page: recordIdSchema, params: z.record(z.string(), z.string()) }),
  /** Edit mode: the page as it is after an edit; nodes that did not change keep their identity and state. */
  z.object({ type: z.literal("setPage"), page: pageDocumentSchema, queries: playableAppSchema.shape.queries.optional() }),
  z.object({ type: z.literal("select"), nodes: z.array(recordIdSchema) }),
  z.object({ type: z.literal("breakpoint"), breakpoint: breakpointSchema }),
  /** A palette entry or node is dragged over the frame by the shell's overlay. */
  z.object({ type: z.literal("dragOver"), at: point, size: z.object({ w: z.int(), h: z.int() }), component: z.string() }),
  z.object({ type: z.literal("dragLeave") }),
  z.object({ type: z.literal("drop"), callId, at: point, size: z.object({ w: z.int(), h: z.int() }), component: z.string() }),
  z.object({ type: z.literal("queryResult"), callId, ok: z.literal(true), data: z.unknown(), durationMs: z.number() }),
  z.object({ type: z.literal("queryResult"), callId, ok: z.literal(false), error: z.object({ code: z.string(), message: z.string(), traceId: z.string().optional() }) }),
  /** A query whose operation only started work is still at it; `progress` is 0 to 1, null while unknown. */
  z.object({ type: z.literal("queryProgress"), callId, progress: z.number().nullable() }),
  /** Edit mode: run a query of the draft again, e.g. after its inputs changed. */
  z.object({ type: z.literal("refreshQuery"), query: recordIdSchema }),
]);
export type ToFrame = z.infer<typeof toFrameSchema>;

/** Frame → shell. The shell trusts none of it: each message is checked, each query is served by id from the version shown. */
export const fromFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), bridgeVersion: z.int() }),
  z.object({ type: z.literal("rendered"), page: recordIdSchema, sinceInitMs: z.number() }),
  z.object({ type: z.literal("runQuery"), callId, query: recordIdSchema, inputs: z.record(z.string().max(300), z.unknown()) }),
  z.object({ type: z.literal("navigate"), page: recordIdSchema, params: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal("openUrl"), url: z.string().max(2048) }),
  z.object({ type: z.literal("notify"), level: z.enum(["info", "success", "warning", "error"]), message: z.string().max(2000) }),
  z.object({ type: z.literal("pageError"), node: recordIdSchema.nullable(), property: z.string().nullable(), message: z.string().max(4000) }),
  /** What bindings can see now, for completion and live preview (edit mode, throttled). */
  z.object({ type: z.literal("scope"), scope: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal("selected"), nodes: z.array(recordIdSchema), additive: z.boolean() }),
  z.object({ type: z.literal("layoutChanged"), breakpoint: breakpointSchema, rects: z.record(recordIdSchema, gridRectSchema) }),
  z.object({ type: z.literal("moved"), node: recordIdSchema, to: placement, breakpoint: breakpointSchema }),
  z.object({ type: z.literal("dropped"), callId, to: placement.nullable(), breakpoint: breakpointSchema }),
  z.object({ type: z.literal("contextMenu"), node: recordIdSchema.nullable(), at: point }),
  /** A key that the frame got but the shell handles (undo, copy, delete, palette, ...). */
  z.object({ type: z.literal("key"), key: z.string().max(32), ctrl: z.boolean(), meta: z.boolean(), shift: z.boolean(), alt: z.boolean() }),
]);
export type FromFrame = z.infer<typeof fromFrameSchema>;

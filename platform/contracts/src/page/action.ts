import { z } from "zod";
import { recordIdSchema } from "../names/names.ts";
import { type TaggedValue, taggedValueSchema } from "./value.ts";

/** One step that an event starts; steps of a list run in order, a failed query ends the list after its `onError`. */
export type Action =
  | { kind: "runQuery"; query: string; inputs?: Record<string, TaggedValue> | undefined; onSuccess?: Action[] | undefined; onError?: Action[] | undefined }
  | { kind: "setState"; name: string; value: TaggedValue }
  | { kind: "open"; node: string }
  | { kind: "close"; node: string }
  | { kind: "navigate"; page: string; params?: Record<string, TaggedValue> | undefined }
  | { kind: "openUrl"; url: TaggedValue }
  | { kind: "notify"; level: "info" | "success" | "warning" | "error"; message: TaggedValue }
  | { kind: "reset"; node: string };

const tagged = taggedValueSchema;

export const actionSchema: z.ZodType<Action> = z.discriminatedUnion("kind", [
  z.looseObject({
    kind: z.literal("runQuery"),
    query: recordIdSchema,
    inputs: z.record(z.string(), tagged).optional(),
    get onSuccess(): z.ZodOptional<z.ZodArray<z.ZodType<Action>>> {
      return z.array(actionSchema).max(20).optional();
    },
    get onError(): z.ZodOptional<z.ZodArray<z.ZodType<Action>>> {
      return z.array(actionSchema).max(20).optional();
    },
  }),
  z.looseObject({ kind: z.literal("setState"), name: recordIdSchema, value: tagged }),
  z.looseObject({ kind: z.literal("open"), node: recordIdSchema }),
  z.looseObject({ kind: z.literal("close"), node: recordIdSchema }),
  z.looseObject({ kind: z.literal("navigate"), page: recordIdSchema, params: z.record(z.string(), tagged).optional() }),
  z.looseObject({ kind: z.literal("openUrl"), url: tagged }),
  z.looseObject({ kind: z.literal("notify"), level: z.enum(["info", "success", "warning", "error"]), message: tagged }),
  z.looseObject({ kind: z.literal("reset"), node: recordIdSchema }),
]);

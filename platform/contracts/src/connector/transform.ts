import { z } from "zod";
import { rules } from "../text/rules.ts";
import { headerNameSchema } from "./credential.ts";

/** Name of a stage's variable. */
export const variableNameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, rules.variableName.en);

/**
 * Text in which `${vars.region}` stands for a variable of the stage, and `${path.id}`, `${query.page}`, `${header.accept}` and
 * `${caller.id}` for what the caller sent and who it is; `$${` writes `${`.
 */
export const templateTextSchema = z.string().max(8192);

const queryName = z.string().min(1).max(256);
const bodyPointer = z.string().max(1024).regex(/^(\/([^~]|~0|~1)*)+$/, rules.bodyPointer.en);

/** Changes of named values, carried out in their order. */
function transformsOf<Name extends z.ZodType<string>, Value extends z.ZodType>(name: Name, value: Value) {
  const transform = z.discriminatedUnion("action", [
    /** Gives a value where there is none. */
    z.object({ action: z.literal("add"), name, value }),
    /** Gives a value in place of any that is there. */
    z.object({ action: z.literal("set"), name, value }),
    z.object({ action: z.literal("remove"), name }),
    /** Moves the value to another name, over what is there. */
    z.object({ action: z.literal("rename"), name, to: name }),
    /** Exchanges a value for the one beside it in `values`; others become `otherwise`, or stay without one. */
    z.object({ action: z.literal("map"), name, values: z.record(z.string().max(256), value).refine((values) => Object.keys(values).length <= 200, rules.mapSize.en), otherwise: value.optional() }),
  ]);
  return z.array(transform).max(50);
}

const headerTransforms = transformsOf(headerNameSchema, templateTextSchema);
/** Names are JSON pointers (RFC 6901) into a JSON body; texts in values are templates. */
const bodyTransforms = transformsOf(bodyPointer, z.json());

/** What becomes of a call on its way to the backend. */
export const requestTransformsSchema = z.object({ query: transformsOf(queryName, templateTextSchema).default([]), headers: headerTransforms.default([]), body: bodyTransforms.default([]) });
export type RequestTransforms = z.infer<typeof requestTransformsSchema>;

/** What becomes of an answer on its way back. */
export const responseTransformsSchema = z.object({ headers: headerTransforms.default([]), body: bodyTransforms.default([]) });
export type ResponseTransforms = z.infer<typeof responseTransformsSchema>;
export type HeaderTransform = RequestTransforms["headers"][number];
export type QueryTransform = RequestTransforms["query"][number];
export type BodyTransform = RequestTransforms["body"][number];

import { z } from "zod";
import { rules } from "../text/rules.ts";

/** Phases of a plugin, in the order of a request (names as in Apache APISIX). */
export const pluginPhases = ["rewrite", "access", "response", "log"] as const;
export type PluginPhase = (typeof pluginPhases)[number];

export const pluginLevels = ["global", "connector", "stage", "operation"] as const;
export type PluginLevel = (typeof pluginLevels)[number];

/** A plugin bound with its attributes; the most specific level wins for the same plugin. */
export const pluginBindingSchema = z.object({
  plugin: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, rules.pluginName.en),
  enabled: z.boolean().default(true),
  attributes: z.record(z.string(), z.unknown()).default({}),
});
export type PluginBinding = z.infer<typeof pluginBindingSchema>;

/**
 * What a gateway publishes of each plugin it carries (collection `gateway_plugins`, `_id` = name), so that the control
 * plane can check attributes and the UI can draw their form.
 */
export const pluginDescriptorSchema = z.object({
  _id: z.string(),
  name: z.string(),
  version: z.string(),
  /** Higher runs first within a phase. */
  priority: z.int(),
  phases: z.array(z.enum(pluginPhases)),
  levels: z.array(z.enum(pluginLevels)),
  /** Runs on every operation whether bound or not; binding changes its attributes only. */
  builtIn: z.boolean(),
  title: z.object({ "zh-CN": z.string(), en: z.string() }),
  description: z.object({ "zh-CN": z.string(), en: z.string() }),
  /** JSON Schema 2020-12 of the attributes. */
  attributes: z.record(z.string(), z.unknown()),
});
export type PluginDescriptor = z.infer<typeof pluginDescriptorSchema>;

import { z } from "zod";
import { jsonSchema } from "../names/names.ts";
import { localizedTextSchema } from "../text/text.ts";
import { rules } from "../text/rules.ts";

/** How the inspector edits a property. */
export const propControls = [
  "text", "textarea", "markdown", "number", "switch", "select", "segmented", "date", "json", "code", "columns", "options", "tabs", "series", "icon",
] as const;

export const propSpecSchema = z.object({
  name: z.string(),
  label: localizedTextSchema,
  help: localizedTextSchema.optional(),
  control: z.enum(propControls),
  group: z.enum(["data", "content", "appearance", "behaviour", "validation"]),
  /** A person may bind it; otherwise it is static only. */
  bindable: z.boolean(),
  /** Value when the node does not set it. */
  default: jsonSchema,
  /** JSON Schema of the value, for checks and completion. */
  schema: z.record(z.string(), z.unknown()),
  options: z.array(z.object({ value: z.union([z.string(), z.number()]), label: localizedTextSchema })).optional(),
});
export type PropSpec = z.infer<typeof propSpecSchema>;

/** What designer, server and player know of a component without running it. */
export const componentManifestSchema = z.object({
  type: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, rules.componentType.en),
  version: z.string(),
  title: localizedTextSchema,
  description: localizedTextSchema,
  category: z.enum(["layout", "display", "data", "chart", "input", "action"]),
  /** Name of an icon of @ant-design/icons without its style suffix. */
  icon: z.string(),
  props: z.array(propSpecSchema),
  events: z.array(z.object({ name: z.string(), label: localizedTextSchema, /** Names that its actions may read, e.g. `row`. */ locals: z.array(z.string()).default([]) })),
  /** Fixed slots; `slotsFrom` names a property whose items (`key`) are slots instead (tabs). */
  slots: z.array(z.object({ name: z.string(), label: localizedTextSchema })),
  slotsFrom: z.string().optional(),
  /** What bindings may read as `components.<id>.<name>`. */
  exposes: z.array(z.object({ name: z.string(), description: localizedTextSchema })),
  defaultSize: z.object({ w: z.int(), h: z.int() }),
  minSize: z.object({ w: z.int(), h: z.int() }).optional(),
  /** The height follows the content. */
  autoHeight: z.boolean(),
  /** Drawn above the page (modal, drawer) instead of in its grid. */
  overlay: z.boolean(),
});
export type ComponentManifest = z.infer<typeof componentManifestSchema>;

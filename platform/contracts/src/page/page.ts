import { z } from "zod";
import { jsonSchema, recordIdSchema } from "../names/names.ts";
import { localizedTextSchema } from "../text/text.ts";
import { actionSchema } from "./action.ts";
import { taggedValueSchema } from "./value.ts";
import { rules } from "../text/rules.ts";

/** Breakpoints from wide to narrow: least width of the page in CSS px, and columns of its grid. */
export const breakpoints = {
  desktop: { minWidth: 992, columns: 24 },
  tablet: { minWidth: 600, columns: 12 },
  mobile: { minWidth: 0, columns: 4 },
} as const;
export type Breakpoint = keyof typeof breakpoints;
export const breakpointSchema = z.enum(["desktop", "tablet", "mobile"]);

/** Height of one grid row and gap between cells, CSS px. */
export const gridRowHeight = 8;
export const gridGap = 8;

/** Place in the grid of the node's parent slot, in columns and rows. */
export const gridRectSchema = z.looseObject({
  x: z.int().min(0).max(23),
  y: z.int().min(0).max(100_000),
  w: z.int().min(1).max(24),
  h: z.int().min(1).max(10_000),
});
export type GridRect = z.infer<typeof gridRectSchema>;

/** A component placed on a page. `parent` null: the page itself. Siblings of a slot stand in the order of `order` (fractional keys). */
export const pageNodeSchema = z.looseObject({
  id: recordIdSchema,
  type: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, rules.componentType.en),
  /** Shown name, unique on the page; bindings show it in place of the id. */
  name: recordIdSchema,
  parent: recordIdSchema.nullable(),
  slot: z.string().max(64).default("default"),
  order: z.string().min(1).max(256),
  props: z.record(z.string(), taggedValueSchema).default({}),
  events: z.record(z.string(), z.array(actionSchema).max(20)).default({}),
  /** Shown when truthy; absent: always. */
  visible: taggedValueSchema.optional(),
});
export type PageNode = z.infer<typeof pageNodeSchema>;

/** What a page holds besides its nodes and layout. */
export const pageHeadSchema = z.looseObject({
  schemaVersion: z.literal(1),
  id: recordIdSchema,
  title: localizedTextSchema,
  /** Last part of the page's address. */
  path: z.string().regex(/^[a-z0-9-]{1,63}$/, rules.pagePath.en),
  order: z.string().min(1).max(256),
  /** Shown in the app's navigation. */
  navigation: z.boolean().default(true),
  /** Version of each component type that the page was built with. */
  components: z.record(z.string(), z.string()).default({}),
  /** Texts by key. */
  i18n: z.record(z.string(), localizedTextSchema).default({}),
  /** Initial page state, by name. */
  state: z.record(recordIdSchema, jsonSchema).default({}),
});
export type PageHead = z.infer<typeof pageHeadSchema>;

const layoutSchema = z.record(recordIdSchema, gridRectSchema);

/** A whole page. Layout is kept apart from props, per breakpoint; what a narrower one does not place is derived from the next wider. */
export const pageDocumentSchema = pageHeadSchema.extend({
  nodes: z.record(recordIdSchema, pageNodeSchema),
  layout: z.looseObject({
    desktop: layoutSchema.default({}),
    tablet: layoutSchema.optional(),
    mobile: layoutSchema.optional(),
  }),
});
export type PageDocument = z.infer<typeof pageDocumentSchema>;

import { z } from "zod";
import { rules } from "../text/rules.ts";

const slug = /^[a-z][a-z0-9-]{0,62}$/;

/** Name of a space, connector, app or stage as it stands in addresses: lower-case letters, digits and `-`, 1 to 63 long. */
export const nameSchema = z
  .string()
  .regex(slug, rules.name.en)
  .meta({ example: "alert-center" });

/** Identifier of an operation within its connector: the document's operationId where that fits, e.g. `getAlerts`. */
export const operationIdSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,127}$/, rules.operationId.en)
  .meta({ example: "getAlerts" });

/** Identifier of a record inside an app (page, node, query): a valid JavaScript identifier, so that bindings can name it. */
export const recordIdSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, rules.recordId.en)
  .meta({ example: "alertsTable" });

/** Semantic version without build metadata, e.g. `1.4.0` or `2.0.0-rc.1` (https://semver.org, 2.0.0). */
export const versionSchema = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/,
    rules.version.en,
  )
  .max(64)
  .meta({ example: "1.4.0" });

/** Most levels of a value within a value: less than a file of an app may have, which holds the value some levels deep. */
const deepestJson = 100;

/** Any value that survives JSON, nested at most 100 levels deep. The depth is looked at first: a deeper value would take the check itself down. */
export const jsonSchema = z
  .unknown()
  .refine((value) => !isDeeper(value, deepestJson), { message: rules.jsonDepth.en, abort: true })
  .pipe(z.json());
export type Json = z.infer<typeof jsonSchema>;

/** Goes no further down than `levels`, whatever the value holds. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Optimistic-concurrency counter of a record; grows by one with each change. */
export const revisionSchema = z.int().nonnegative();

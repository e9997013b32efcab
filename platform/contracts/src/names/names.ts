import { z } from "zod";

const slug = /^[a-z][a-z0-9-]{0,62}$/;

/** Name of a space, connector, app or stage as it stands in addresses: lower-case letters, digits and `-`, 1 to 63 long. */
export const nameSchema = z
  .string()
  .regex(slug, "must start with a lower-case letter and hold only lower-case letters, digits and '-', at most 63, e.g. alert-center")
  .meta({ example: "alert-center" });

/** Identifier of an operation within its connector: the document's operationId where that fits, e.g. `getAlerts`. */
export const operationIdSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,127}$/, "must start with a letter and hold only letters, digits, '_', '.' and '-', at most 128, e.g. getAlerts")
  .meta({ example: "getAlerts" });

/** Identifier of a record inside an app (page, node, query): a valid JavaScript identifier, so that bindings can name it. */
export const recordIdSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "must be a letter or '_' followed by letters, digits or '_', at most 63, e.g. alertsTable")
  .meta({ example: "alertsTable" });

/** Semantic version without build metadata, e.g. `1.4.0` or `2.0.0-rc.1` (https://semver.org, 2.0.0). */
export const versionSchema = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/,
    "must be a semantic version, e.g. 1.4.0",
  )
  .max(64)
  .meta({ example: "1.4.0" });

/** Any value that survives JSON, with at most the depth a JSON parser gives. */
export const jsonSchema = z.json();
export type Json = z.infer<typeof jsonSchema>;

/** Optimistic-concurrency counter of a record; grows by one with each change. */
export const revisionSchema = z.int().nonnegative();

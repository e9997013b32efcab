import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { DEFAULT_SNAPSHOT_LIMITS } from "../storage/snapshot-history.ts";
import { GENERIC_FIELDS, adminOnly } from "./command.ts";
import type { CommandContext, CommandTable } from "./command.ts";

function parametersOf({ services }: CommandContext): Document {
  return {
    featureCompatibilityVersion: { version: "8.0" },
    enableTestCommands: services.failPoints !== undefined,
    authenticationMechanisms: ["SCRAM-SHA-256"],
    requireApiVersion: false,
    acceptApiVersion2: false,
    transactionLifetimeLimitSeconds: 60,
    minSnapshotHistoryWindowInSeconds: DEFAULT_SNAPSHOT_LIMITS.maxAgeMs / 1_000,
  };
}

function getParameter(context: CommandContext): Document {
  const { getParameter: asked, ...body } = context.body;
  const known = parametersOf(context);
  const isForAll = asked === "*" || (isDocument(asked) && asked["allParameters"] === true);
  const wanted = isForAll ? Object.keys(known) : Object.keys(body).filter((name) => Object.hasOwn(known, name));
  if (wanted.length === 0) throw new StoreError("InvalidOptions", "no option found to get");
  return Object.fromEntries(wanted.map((name) => [name, known[name]]));
}

function setParameter(context: CommandContext): Document {
  adminOnly(context, "setParameter");
  const name = Object.keys(context.body).find((field) => field !== "setParameter" && !GENERIC_FIELDS.has(field));
  if (name === undefined) throw new StoreError("InvalidOptions", "no option found to set");
  if (Object.hasOwn(parametersOf(context), name)) throw new StoreError("IllegalOperation", `not allowed to change [${name}] at runtime`);
  throw new StoreError("InvalidOptions", `attempted to set unrecognized parameter [${name}]`);
}

function configureFailPoint(context: CommandContext): Document {
  const { failPoints } = context.services;
  if (failPoints === undefined) throw new StoreError("CommandNotFound", "no such command: 'configureFailPoint'");
  adminOnly(context, "configureFailPoint");
  return failPoints.configure(context.body);
}

/** Settings of the server, and the failures that tests order (`--setParameter enableTestCommands=1`). */
export const PARAMETER_COMMANDS: CommandTable = {
  getParameter: { kind: "control", run: getParameter },
  setParameter: { kind: "control", run: setParameter },
  configureFailPoint: { kind: "control", run: configureFailPoint },
};

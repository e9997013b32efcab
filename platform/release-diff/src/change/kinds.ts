import type { ChangeLevel } from "@tessera/contracts";
import type { Direction } from "../release.ts";

/**
 * What a change does to the set of values, or to callers at once. Narrowing breaks those who send values, widening those
 * who read them (contravariance of inputs, covariance of outputs).
 */
export type Effect = "breaking" | "safe" | "documentation" | "narrowed" | "widened" | "default";

interface Kind {
  /** Stable; clients may tell changes apart by it. */
  code: string;
  effect: Effect;
}

/** Every kind of change with its code and effect. */
export const kinds = {
  operationAdded: { code: "operation.added", effect: "safe" },
  operationRemoved: { code: "operation.removed", effect: "breaking" },
  operationRenamed: { code: "operation.renamed", effect: "breaking" },
  operationMethod: { code: "operation.method", effect: "breaking" },
  operationPath: { code: "operation.path", effect: "breaking" },
  subpathAdded: { code: "operation.subpath-added", effect: "safe" },
  subpathRemoved: { code: "operation.subpath-removed", effect: "breaking" },
  operationDeprecated: { code: "operation.deprecated", effect: "safe" },
  operationUndeprecated: { code: "operation.undeprecated", effect: "safe" },
  operationBackend: { code: "operation.backend", effect: "safe" },
  operationIdempotent: { code: "operation.idempotent", effect: "safe" },
  operationNotIdempotent: { code: "operation.not-idempotent", effect: "breaking" },
  operationTransport: { code: "operation.transport", effect: "breaking" },
  asyncDeclared: { code: "async.declared", effect: "breaking" },
  asyncUndeclared: { code: "async.undeclared", effect: "breaking" },
  asyncResult: { code: "async.result", effect: "breaking" },
  asyncCancelAdded: { code: "async.cancel-added", effect: "safe" },
  asyncCancelRemoved: { code: "async.cancel-removed", effect: "breaking" },
  asyncFollowed: { code: "async.followed", effect: "safe" },
  operationTexts: { code: "operation.texts", effect: "documentation" },
  authenticationAdded: { code: "security.authentication-added", effect: "breaking" },
  authenticationRemoved: { code: "security.authentication-removed", effect: "safe" },
  grantAdded: { code: "security.grant-added", effect: "breaking" },
  grantRemoved: { code: "security.grant-removed", effect: "safe" },
  parameterAdded: { code: "parameter.added", effect: "safe" },
  parameterAddedRequired: { code: "parameter.added-required", effect: "breaking" },
  parameterRemoved: { code: "parameter.removed", effect: "breaking" },
  parameterRenamed: { code: "parameter.renamed", effect: "breaking" },
  parameterRequired: { code: "parameter.required", effect: "breaking" },
  parameterOptional: { code: "parameter.optional", effect: "safe" },
  parameterStyle: { code: "parameter.style", effect: "breaking" },
  parameterDeprecated: { code: "parameter.deprecated", effect: "safe" },
  parameterTexts: { code: "parameter.texts", effect: "documentation" },
  bodyAdded: { code: "body.added", effect: "safe" },
  bodyAddedRequired: { code: "body.added-required", effect: "breaking" },
  bodyRemoved: { code: "body.removed", effect: "breaking" },
  bodyRequired: { code: "body.required", effect: "breaking" },
  bodyOptional: { code: "body.optional", effect: "safe" },
  bodyTexts: { code: "body.texts", effect: "documentation" },
  mediaTypeAdded: { code: "media-type.added", effect: "safe" },
  mediaTypeRemoved: { code: "media-type.removed", effect: "breaking" },
  mediaTypeEncoding: { code: "media-type.encoding", effect: "breaking" },
  mediaTypeExamples: { code: "media-type.examples", effect: "documentation" },
  responseAdded: { code: "response.added", effect: "safe" },
  responseRemoved: { code: "response.removed", effect: "breaking" },
  errorResponseRemoved: { code: "response.error-removed", effect: "safe" },
  responseTexts: { code: "response.texts", effect: "documentation" },
  headerAdded: { code: "header.added", effect: "safe" },
  headerRemoved: { code: "header.removed", effect: "breaking" },
  headerRequired: { code: "header.required", effect: "safe" },
  headerOptional: { code: "header.optional", effect: "breaking" },
  headerTexts: { code: "header.texts", effect: "documentation" },
  typeNarrowed: { code: "type.narrowed", effect: "narrowed" },
  typeWidened: { code: "type.widened", effect: "widened" },
  typeChanged: { code: "type.changed", effect: "breaking" },
  nullableAdded: { code: "nullable.added", effect: "widened" },
  nullableRemoved: { code: "nullable.removed", effect: "narrowed" },
  enumAdded: { code: "enum.added", effect: "narrowed" },
  enumRemoved: { code: "enum.removed", effect: "widened" },
  enumValueAdded: { code: "enum.value-added", effect: "widened" },
  enumValueRemoved: { code: "enum.value-removed", effect: "narrowed" },
  constraintTightened: { code: "constraint.tightened", effect: "narrowed" },
  constraintLoosened: { code: "constraint.loosened", effect: "widened" },
  constraintChanged: { code: "constraint.changed", effect: "breaking" },
  propertyAdded: { code: "property.added", effect: "safe" },
  propertyAddedRequired: { code: "property.added-required", effect: "narrowed" },
  propertyRemoved: { code: "property.removed", effect: "breaking" },
  propertyRequired: { code: "property.required", effect: "narrowed" },
  propertyOptional: { code: "property.optional", effect: "widened" },
  propertyDeprecated: { code: "property.deprecated", effect: "safe" },
  additionalClosed: { code: "additional-properties.closed", effect: "narrowed" },
  additionalOpened: { code: "additional-properties.opened", effect: "safe" },
  alternativeAdded: { code: "alternative.added", effect: "widened" },
  alternativeRemoved: { code: "alternative.removed", effect: "narrowed" },
  discriminatorChanged: { code: "discriminator.changed", effect: "breaking" },
  discriminatorExtended: { code: "discriminator.extended", effect: "safe" },
  defaultAdded: { code: "default.added", effect: "safe" },
  defaultChanged: { code: "default.changed", effect: "default" },
  defaultRemoved: { code: "default.removed", effect: "default" },
  schemaTexts: { code: "schema.texts", effect: "documentation" },
} as const satisfies Record<string, Kind>;

export type KindKey = keyof typeof kinds;

/** Codes of all kinds of change. */
export const changeKinds: readonly string[] = Object.values(kinds).map(({ code }) => code);

/** The level of a kind for values that travel in `direction`; an absent direction is that of a whole operation. */
export function levelOf(kind: KindKey, direction: Direction | undefined): ChangeLevel {
  const { effect } = kinds[kind];
  switch (effect) {
    case "breaking":
      return "breaking";
    case "documentation":
      return "documentation";
    case "narrowed":
      return direction === "input" ? "breaking" : "non-breaking";
    case "widened":
      return direction === "output" ? "breaking" : "non-breaking";
    case "default":
      return direction === "input" ? "breaking" : "documentation";
    default:
      return "non-breaking";
  }
}

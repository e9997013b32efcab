import { issueMessage, operationSchema, type Operation } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { tesseraField } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { operationMessages } from "./messages.ts";
import { bluekingField, readBluekingResource } from "./blueking.ts";

/** What OpenAPI itself cannot say about an operation. */
export type BackendSide = Pick<Operation, "backend" | "security" | "matchSubpath" | "idempotent">;

const tesseraSchema = operationSchema.pick({ backend: true, security: true, matchSubpath: true, idempotent: true });

const defaultSecurity: Operation["security"] = { authenticate: true, grant: true };

/** Reads `x-tessera` of an operation, else `x-bk-apigateway-resource`, else gives the defaults. */
export function readBackendSide(source: Source, raw: JsonObject, template: readonly string[], pointer: string, scope: Scope): BackendSide {
  if (raw[tesseraField] !== undefined) {
    const read = tesseraSchema.safeParse(raw[tesseraField], { reportInput: true });
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const where = issue === undefined ? "" : operationMessages.fieldWrong({ field: issue.path.join("."), what: issueMessage(issue) });
    source.problems.add("warning", problemCodes.fieldInvalid, `${pointer}/${tesseraField}`, operationMessages.backendSide({ field: tesseraField, where }), scope.operation);
  }
  const resource = raw[bluekingField];
  if (isObject(resource)) return readBluekingResource(source, resource, template, `${pointer}/${bluekingField}`, scope);
  return { backend: {}, security: defaultSecurity };
}

/** `x-tessera` of an exported operation; undefined when defaults say the same. */
export function writeBackendSide(operation: Operation): JsonObject | undefined {
  const { backend, security, matchSubpath, idempotent } = operation;
  const isDefault = Object.keys(backend).length === 0 && security.authenticate && security.grant && matchSubpath === undefined && idempotent === undefined;
  // With a BlueKing field beside it, leaving ours out would let that field speak.
  if (isDefault && operation.extensions?.[bluekingField] === undefined) return undefined;
  return {
    backend,
    security,
    ...(matchSubpath === undefined ? {} : { matchSubpath }),
    ...(idempotent === undefined ? {} : { idempotent }),
  };
}

import { issueMessage, operationSchema, type Operation } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { compact, type JsonObject } from "../json.ts";
import { tesseraField } from "../source/keep.ts";
import type { Source } from "../source/source.ts";
import { amazonAuth, amazonIntegration, readAmazonSide } from "./amazon.ts";
import { bluekingField, readBluekingSide } from "./blueking.ts";
import { googleBackend, readGoogleSide } from "./google.ts";
import { operationMessages } from "./messages.ts";
import type { VendorPlace } from "./vendor-backend.ts";

/** What OpenAPI itself cannot say about an operation. */
export type BackendSide = Pick<Operation, "backend" | "security" | "matchSubpath" | "idempotent" | "transport" | "async" | "translations">;

const tesseraSchema = operationSchema.pick({ backend: true, security: true, matchSubpath: true, idempotent: true, transport: true, async: true, translations: true });

const defaultSecurity: Operation["security"] = { authenticate: true, grant: true };

/** Fields of other gateways that {@link readBackendSide} understands. */
const vendorFields = [bluekingField, amazonIntegration, amazonAuth, googleBackend] as const;

/** Reads `x-tessera` of an operation, else what other gateways' fields say of the same, else gives the defaults. */
export function readBackendSide(source: Source, raw: JsonObject, place: VendorPlace): BackendSide {
  const { pointer, scope } = place;
  if (raw[tesseraField] !== undefined) {
    const read = tesseraSchema.safeParse(raw[tesseraField], { reportInput: true });
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const where = issue === undefined ? "" : operationMessages.fieldWrong({ field: issue.path.join("."), what: issueMessage(issue) });
    source.problems.add("warning", problemCodes.fieldInvalid, `${pointer}/${tesseraField}`, operationMessages.backendSide({ field: tesseraField, where }), scope.operation);
  }
  const vendor = readBluekingSide(source, raw, place) ?? readAmazonSide(source, raw, place) ?? readGoogleSide(source, raw, place);
  return { backend: {}, security: defaultSecurity, ...vendor };
}

/** `x-tessera` of an exported operation; undefined when defaults say the same. */
export function writeBackendSide(operation: Operation): JsonObject | undefined {
  const { backend, security, matchSubpath, idempotent, transport, async, translations } = operation;
  const rest = compact({ matchSubpath, idempotent, transport, async, translations });
  const isDefault = Object.keys(backend).length === 0 && security.authenticate && security.grant && Object.keys(rest).length === 0;
  // With the field of another gateway beside it, leaving ours out would let that field speak.
  if (isDefault && vendorFields.every((field) => operation.extensions?.[field] === undefined)) return undefined;
  return { backend, security, ...rest };
}

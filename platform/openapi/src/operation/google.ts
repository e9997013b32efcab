import { problemCodes } from "../errors.ts";
import { stringOf, type JsonObject } from "../json.ts";
import type { Source } from "../source/source.ts";
import type { BackendSide } from "./backend-side.ts";
import { operationMessages } from "./messages.ts";
import { type VendorPlace, vendorBackend, vendorField, vendorPath, vendorTimeout } from "./vendor-backend.ts";

/** Vendor field of Google Cloud Endpoints and API Gateway with the called side of a document or an operation. */
export const googleBackend = "x-google-backend";

/** Reads the called side as Google describes it ("x-google-backend"); undefined when the operation does not. The host of the address is that of the stage here. */
export function readGoogleSide(source: Source, raw: JsonObject, { names, path, pointer, scope }: VendorPlace): Partial<BackendSide> | undefined {
  const backend = vendorField(raw, googleBackend);
  if (backend === undefined) return undefined;
  const at = `${pointer}/${googleBackend}`;
  const address = stringOf(backend["address"]);
  const base = address === undefined ? undefined : /^(?:https?|grpcs?):\/\/[^/?#]+([^?#]*)/i.exec(address)?.[1];
  if (address !== undefined) source.problems.add("info", problemCodes.operationServers, `${at}/address`, operationMessages.ownServers(), scope.operation);
  // Of an operation, the address is the whole address unless it says otherwise.
  const append = backend["path_translation"] === "APPEND_PATH_TO_ADDRESS";
  const written = base === undefined ? undefined : append ? `${base.replace(/\/$/, "")}${path}` : base || "/";
  const called = written === undefined ? undefined : vendorPath(source, written, address ?? "", names, `${at}/address`, scope);
  return { backend: vendorBackend({ path: called === path ? undefined : called, timeoutMs: vendorTimeout(source, backend["deadline"], 1000, `${at}/deadline`, scope) }) };
}

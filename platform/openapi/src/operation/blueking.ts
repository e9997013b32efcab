import type { Operation } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import type { BackendSide } from "./backend-side.ts";
import { operationMessages } from "./messages.ts";
import { type VendorPlace, vendorBackend, vendorBackendName, vendorField, vendorMethod, vendorPath, vendorTimeout, vendorVariable } from "./vendor-backend.ts";

/** Vendor field of the BlueKing API gateway with the backend side of an operation. */
export const bluekingField = "x-bk-apigateway-resource";

/** Path item key of the BlueKing API gateway for an operation of every method. */
export const bluekingAnyMethod = "x-bk-apigateway-method-any";

/** Reads the BlueKing description of the backend side (BlueKing API gateway, "resource definition"); undefined when the operation has none. The field itself is kept as an extension. */
export function readBluekingSide(source: Source, raw: JsonObject, place: VendorPlace): BackendSide | undefined {
  const resource = vendorField(raw, bluekingField);
  if (resource === undefined) return undefined;
  const { scope } = place;
  const pointer = `${place.pointer}/${bluekingField}`;
  const backend = vendorField(resource, "backend") ?? {};
  const wantsWebSocket = resource["enableWebsocket"] === true;
  const isWebSocket = wantsWebSocket && scope.operation?.startsWith("GET ") === true && vendorMethod(backend["method"]) === "GET";
  if (wantsWebSocket && !isWebSocket) {
    source.problems.add("info", problemCodes.websocketIgnored, `${pointer}/enableWebsocket`, operationMessages.websocket(), scope.operation);
  }
  reportPlugins(source, resource["pluginConfigs"], `${pointer}/pluginConfigs`, scope);
  const side: BackendSide = {
    backend: vendorBackend({
      name: vendorBackendName(backend["name"], "default"),
      method: vendorMethod(backend["method"]),
      path: backendPath(source, backend["path"], place, `${pointer}/backend/path`),
      timeoutMs: vendorTimeout(source, backend["timeout"], 1000, `${pointer}/backend/timeout`, scope),
    }),
    security: readAuth(resource["authConfig"]),
    ...(isWebSocket ? { transport: "websocket" as const } : {}),
  };
  return resource["matchSubpath"] === true ? { ...side, matchSubpath: true } : side;
}

/** `{env.name}` stands for a variable of the BlueKing stage, and for one of our stages; the person is told to give it. One whose name no variable of ours can have is read as empty. */
function backendPath(source: Source, raw: unknown, { names, scope }: VendorPlace, pointer: string): string | undefined {
  const written = stringOf(raw);
  if (written === undefined || written === "") return undefined;
  const path = vendorPath(source, `/${written}`.replaceAll(/\{env\.([^{}/]*)\}/g, (_whole, name: string) => vendorVariable(name) ?? "").replace(/^\/+/, "/"), written, names, pointer, scope);
  if (path !== undefined && /\{env\./.test(written)) {
    source.problems.add("warning", problemCodes.backendInvalid, pointer, operationMessages.stageVariable({ written: written.slice(0, 200), path: path.slice(0, 200) }), scope.operation);
  }
  return path;
}

/** What BlueKing leaves out it takes as required. */
function readAuth(raw: unknown): Operation["security"] {
  const auth = isObject(raw) ? raw : {};
  const authenticate = auth["appVerifiedRequired"] !== false || auth["userVerifiedRequired"] !== false;
  return { authenticate, grant: authenticate && auth["resourcePermissionRequired"] !== false };
}

function reportPlugins(source: Source, raw: unknown, pointer: string, scope: Scope): void {
  if (!Array.isArray(raw)) return;
  for (const [index, plugin] of raw.entries()) {
    const name = isObject(plugin) ? (stringOf(plugin["type"]) ?? "?") : "?";
    source.problems.add("info", problemCodes.pluginIgnored, `${pointer}/${index}`, operationMessages.plugin({ name: name.slice(0, 60) }), scope.operation);
  }
}

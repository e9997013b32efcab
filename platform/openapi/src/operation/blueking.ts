import { httpMethods, type HttpMethod, type Operation } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import type { BackendSide } from "./backend-side.ts";
import { operationMessages } from "./messages.ts";
import { parsePathTemplate } from "./path-template.ts";

/** Vendor field of the BlueKing API gateway with the backend side of an operation. */
export const bluekingField = "x-bk-apigateway-resource";

/** Path item key of the BlueKing API gateway for an operation of every method. */
export const bluekingAnyMethod = "x-bk-apigateway-method-any";

/** Reads the BlueKing description of the backend side (BlueKing API gateway, "resource definition"); the field itself is kept as an extension. */
export function readBluekingResource(source: Source, resource: JsonObject, template: readonly string[], pointer: string, scope: Scope): BackendSide {
  const backend = isObject(resource["backend"]) ? resource["backend"] : {};
  if (resource["enableWebsocket"] === true) {
    source.problems.add("info", problemCodes.websocketIgnored, `${pointer}/enableWebsocket`, operationMessages.websocket(), scope.operation);
  }
  reportPlugins(source, resource["pluginConfigs"], `${pointer}/pluginConfigs`, scope);
  const side: BackendSide = {
    backend: {
      ...field("method", methodOf(backend["method"])),
      ...field("path", backendPath(source, backend["path"], template, `${pointer}/backend/path`, scope)),
      ...field("timeoutMs", timeoutOf(source, backend["timeout"], `${pointer}/backend/timeout`, scope)),
    },
    security: readAuth(resource["authConfig"]),
  };
  return resource["matchSubpath"] === true ? { ...side, matchSubpath: true } : side;
}

function field<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function methodOf(raw: unknown): HttpMethod | undefined {
  const upper = stringOf(raw)?.toUpperCase();
  return httpMethods.find((method) => method === upper);
}

/** Seconds there, milliseconds here; 0 or nothing means the default of the stage. */
function timeoutOf(source: Source, raw: unknown, pointer: string, scope: Scope): number | undefined {
  if (typeof raw !== "number" || raw <= 0) return undefined;
  if (raw > 600) source.problems.add("warning", problemCodes.backendInvalid, pointer, operationMessages.timeout(), scope.operation);
  return Math.min(Math.ceil(raw * 1000), 600_000);
}

/** `{env.name}` stands for a variable of the BlueKing stage; it is read as empty, and the person told to look. */
function backendPath(source: Source, raw: unknown, template: readonly string[], pointer: string, scope: Scope): string | undefined {
  const written = stringOf(raw);
  if (written === undefined || written === "") return undefined;
  const path = `/${written}`.replaceAll(/\{env\.[^{}/]*\}/g, "").replace(/^\/+/, "/");
  const parsed = parsePathTemplate(path);
  const unknown = "reason" in parsed ? undefined : parsed.names.find((name) => !template.includes(name));
  if ("reason" in parsed || unknown !== undefined) {
    const why = "reason" in parsed ? parsed.reason : operationMessages.frontParameter({ parameter: `{${String(unknown).slice(0, 60)}}` });
    source.problems.add("warning", problemCodes.backendInvalid, pointer, operationMessages.backendPath({ path: written.slice(0, 200), why }), scope.operation);
    return undefined;
  }
  if (/\{env\./.test(written)) {
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

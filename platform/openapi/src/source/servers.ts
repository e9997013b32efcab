import { problemCodes } from "../errors.ts";
import { isObject, ownValue, stringOf, stringsOf, type JsonObject } from "../json.ts";
import type { Source } from "./source.ts";
import { sourceMessages } from "./messages.ts";

/** A server object of OpenAPI 3.1. */
export type ServerFact = JsonObject & { url: string };

/** The servers of a document; Swagger 2.0's schemes, host and basePath are put together. `sourceUrl` is where the document was found, for addresses relative to it. */
export function readServers(source: Source, sourceUrl: string | undefined): ServerFact[] {
  const servers = source.format === "swagger-2.0" ? swaggerServers(source.root, sourceUrl) : listedServers(source);
  const address = backendAddress(source.root);
  if (address !== undefined && !servers.some(({ url }) => url === address)) servers.unshift({ url: address });
  return sourceUrl === undefined ? servers : servers.map((server) => absolute(server, sourceUrl));
}

/** What a gateway of Google calls ("x-google-backend" of the document); its own address stands in `host`. */
function backendAddress(root: JsonObject): string | undefined {
  const backend = root["x-google-backend"];
  const address = isObject(backend) ? stringOf(backend["address"]) : undefined;
  return address !== undefined && /^https?:\/\/[^\s{}]+$/i.test(address) ? address.replace(/\/$/, "") : undefined;
}

/** The address of a server with each variable at its default. */
export function serverUrl(server: ServerFact): string {
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  return server.url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = ownValue(variables, name);
    const value = isObject(variable) ? variable["default"] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : whole;
  });
}

function listedServers(source: Source): ServerFact[] {
  const raw = source.root["servers"];
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((server: unknown, index): ServerFact[] => {
    if (isObject(server) && typeof server["url"] === "string") return [{ ...server, url: server["url"] }];
    source.problems.add("warning", problemCodes.serverInvalid, `/servers/${index}`, sourceMessages.serverInvalid());
    return [];
  });
}

function swaggerServers(root: JsonObject, sourceUrl: string | undefined): ServerFact[] {
  const host = stringOf(root["host"]) ?? "";
  const basePath = (stringOf(root["basePath"]) ?? "").replace(/\/+$/, "").replace(/^(?=[^/])/, "/");
  if (host === "") return basePath === "" && sourceUrl === undefined ? [] : [{ url: basePath === "" ? "/" : basePath }];
  const schemes = stringsOf(root["schemes"]).filter((scheme) => /^(https?|wss?)$/.test(scheme));
  return (schemes.length > 0 ? schemes : ["https"]).map((scheme) => ({ url: `${scheme}://${host}${basePath}` }));
}

function absolute(server: ServerFact, sourceUrl: string): ServerFact {
  if (/^[a-z][a-z0-9+.-]*:/i.test(server.url) || server.url.includes("{") || !URL.canParse(server.url, sourceUrl)) return server;
  return { ...server, url: new URL(server.url, sourceUrl).href.replace(/\/$/, "") };
}

import { problemCodes } from "../errors.ts";
import { compact, isObject, stringOf, unlessEmpty, type JsonObject } from "../json.ts";
import { inlineMap } from "./inline.ts";
import { extensionsOf } from "./keep.ts";
import { sharedScope } from "./scope.ts";
import { readSecuritySchemes } from "./security.ts";
import { readServers, type ServerFact } from "./servers.ts";
import type { Source } from "./source.ts";
import { sourceMessages } from "./messages.ts";

/** What a document says beside its operations and schemas, in the words of OpenAPI 3.1; JSON, kept so that export loses nothing. */
export interface DocumentFacts {
  info: JsonObject & { title: string; version: string };
  servers: ServerFact[];
  tags?: unknown[];
  externalDocs?: JsonObject;
  /** Requirements that hold for every operation without its own. */
  security?: unknown[];
  securitySchemes?: JsonObject;
  extensions?: JsonObject;
}

export function readFacts(source: Source, sourceUrl: string | undefined): DocumentFacts {
  const { root } = source;
  if (isObject(root["webhooks"]) && Object.keys(root["webhooks"]).length > 0) {
    source.problems.add("info", problemCodes.webhooksIgnored, "/webhooks", sourceMessages.webhooks());
  }
  return compact<DocumentFacts>({
    info: readInfo(source),
    servers: readServers(source, sourceUrl),
    tags: Array.isArray(root["tags"]) ? root["tags"].filter(isObject) : undefined,
    externalDocs: isObject(root["externalDocs"]) ? root["externalDocs"] : undefined,
    security: Array.isArray(root["security"]) ? root["security"] : undefined,
    securitySchemes: unlessEmpty(readSecuritySchemes(source)),
    extensions: extensionsOf(root, { components: isObject(root["components"]) ? inlineMap(source, extensionsOf(root["components"]), "/components", sharedScope) : undefined }),
  });
}

function readInfo(source: Source): DocumentFacts["info"] {
  const raw = source.root["info"];
  const info = isObject(raw) ? raw : {};
  const title = stringOf(info["title"]);
  if (title === undefined) source.problems.add("info", problemCodes.fieldInvalid, "/info", sourceMessages.noTitle());
  const version = info["version"];
  return { ...info, title: title ?? "", version: typeof version === "number" ? String(version) : (stringOf(version) ?? "") };
}

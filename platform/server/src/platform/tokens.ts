import type { Vault } from "@tessera/vault";
import { namedToken } from "../http/provide.ts";
import type { Logger } from "../logging/logger.ts";
import type { CatalogVariables } from "../modules/catalog/catalog-folder.ts";
import type { Resources } from "./resources.ts";
import type { AddressCheck, TextFetcher } from "./text-fetcher.ts";

export const vaultToken = namedToken<Vault>("vault");
export const egressToken = namedToken<TextFetcher & AddressCheck>("egress");
export const loggerToken = namedToken<Logger>("logger");
export const resourcesToken = namedToken<Resources>("resources");
/** Folder of the ready-made connectors, one folder each. */
export const catalogFolderToken = namedToken<string>("catalog folder");
/** What `${NAME}` in a ready-made connector stands for. */
export const catalogVariablesToken = namedToken<CatalogVariables>("catalog variables");
/** Folder of the apps that come with the platform. */
export const templateFolderToken = namedToken<string>("template folder");
/** Address of the gateway without a trailing slash. */
export const gatewayUrlToken = namedToken<string>("gateway url");
/** Address under which others reach the server, without a trailing slash. */
export const publicUrlToken = namedToken<string>("public url");

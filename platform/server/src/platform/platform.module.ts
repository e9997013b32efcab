import { type DynamicModule, Global, Module } from "@nestjs/common";
import { provide, provideValue } from "../http/provide.ts";
import { StoreConnection } from "../persistence/store-connection.ts";
import { Transactions } from "../persistence/transactions.ts";
import { Uses } from "../persistence/uses.ts";
import type { Folders } from "./folders.ts";
import type { Resources } from "./resources.ts";
import { catalogFolderToken, catalogVariablesToken, egressToken, gatewayUrlToken, loggerToken, publicUrlToken, resourcesToken, templateFolderToken, vaultToken } from "./tokens.ts";

/** Global: the resources of the process. */
@Global()
@Module({})
export class PlatformModule {
  static of(resources: Resources, folders: Folders): DynamicModule {
    const values = [
      provideValue(resourcesToken, resources),
      provideValue(StoreConnection, resources.connection),
      provideValue(vaultToken, resources.vault),
      provideValue(egressToken, resources.egress),
      provideValue(loggerToken, resources.logger),
      provideValue(gatewayUrlToken, resources.gatewayUrl),
      provideValue(publicUrlToken, resources.publicUrl),
      provideValue(catalogFolderToken, folders.connectors),
      provideValue(catalogVariablesToken, { TESSERA_HOST_CONNECTOR_URL: process.env["TESSERA_HOST_CONNECTOR_URL"], TESSERA_URL: `http://127.0.0.1:${resources.settings.TESSERA_PORT}` }),
      provideValue(templateFolderToken, folders.templates),
      provide(Transactions, [StoreConnection]),
      provide(Uses, []),
    ];
    return { module: PlatformModule, providers: values, exports: values };
  }
}

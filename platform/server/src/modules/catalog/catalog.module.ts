import { Module } from "@nestjs/common";
import { openapiDocument } from "../../http/openapi-document.ts";
import { provide, provideWith } from "../../http/provide.ts";
import { catalogFolderToken, catalogVariablesToken, loggerToken } from "../../platform/tokens.ts";
import { CallService } from "../connectors/call.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { ConnectorService } from "../connectors/connector.service.ts";
import { ImportService } from "../connectors/import.service.ts";
import { PublishService } from "../connectors/publish.service.ts";
import { CatalogFolder } from "./catalog-folder.ts";
import { CatalogCheckService } from "./catalog-check.service.ts";
import { CatalogController } from "./catalog.controller.ts";
import { CatalogService } from "./catalog.service.ts";

@Module({
  imports: [ConnectorModule],
  controllers: [CatalogController],
  providers: [
    provideWith(CatalogFolder, [catalogFolderToken, catalogVariablesToken], (folder, variables) => new CatalogFolder(folder, variables, () => JSON.stringify(openapiDocument()))),
    provide(CatalogService, [CatalogFolder, ConnectorService, ImportService, PublishService, loggerToken]),
    provide(CatalogCheckService, [CatalogService, ConnectorService, CallService]),
  ],
})
export class CatalogModule {}

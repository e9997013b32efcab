import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { ConnectorService } from "../connectors/connector.service.ts";
import { UsageController } from "./usage.controller.ts";
import { UsageRepository } from "./usage.repository.ts";
import { UsageService } from "./usage.service.ts";

@Module({
  imports: [ConnectorModule],
  controllers: [UsageController],
  providers: [provide(UsageRepository, [StoreConnection]), provide(UsageService, [UsageRepository, ConnectorService])],
})
export class UsageModule {}

import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { SnapshotService } from "../connectors/snapshot.service.ts";
import { GatewayNodeRepository } from "./gateway-node.repository.ts";
import { GatewayController } from "./gateway.controller.ts";
import { GatewayService } from "./gateway.service.ts";

@Module({
  imports: [ConnectorModule],
  controllers: [GatewayController],
  providers: [provide(GatewayNodeRepository, [StoreConnection]), provide(GatewayService, [GatewayNodeRepository, SnapshotService])],
  exports: [GatewayNodeRepository],
})
export class GatewayModule {}

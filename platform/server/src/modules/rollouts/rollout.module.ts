import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { AuditService } from "../audit/audit.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { SnapshotService } from "../connectors/snapshot.service.ts";
import { StageRepository } from "../connectors/stage.repository.ts";
import { StageService } from "../connectors/stage.service.ts";
import { GatewayModule } from "../gateways/gateway.module.ts";
import { GatewayNodeRepository } from "../gateways/gateway-node.repository.ts";
import { ProgressService } from "./progress.service.ts";
import { RolloutMeasureRepository } from "./rollout-measure.repository.ts";
import { RolloutController } from "./rollout.controller.ts";
import { RolloutService } from "./rollout.service.ts";

@Module({
  imports: [ConnectorModule, GatewayModule],
  controllers: [RolloutController],
  providers: [
    provide(RolloutMeasureRepository, [StoreConnection]),
    provide(RolloutService, [StageService, StageRepository, RolloutMeasureRepository, SnapshotService, AuditService, Transactions]),
    provide(ProgressService, [GatewayNodeRepository, SnapshotService, StageService]),
  ],
})
export class RolloutModule {}

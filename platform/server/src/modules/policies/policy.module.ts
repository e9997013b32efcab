import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { AuditService } from "../audit/audit.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { ConnectorService } from "../connectors/connector.service.ts";
import { OperationService } from "../connectors/operation.service.ts";
import { OperationUses } from "../connectors/operation-uses.ts";
import { ReleaseService } from "../connectors/release.service.ts";
import { SnapshotService } from "../connectors/snapshot.service.ts";
import { StageRepository } from "../connectors/stage.repository.ts";
import { PolicyController } from "./policy.controller.ts";
import { PolicyRepository } from "./policy.repository.ts";
import { PolicyService } from "./policy.service.ts";
import { ServedOperations } from "./served-operations.ts";

@Module({
  imports: [ConnectorModule],
  controllers: [PolicyController],
  providers: [
    provide(ServedOperations, [StageRepository, ReleaseService, OperationService]),
    provide(PolicyService, [PolicyRepository, ConnectorService, ServedOperations, OperationUses, SnapshotService, AuditService, Transactions]),
  ],
})
export class PolicyModule {}

import { Module } from "@nestjs/common";
import { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import { provide, provideWith } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { Uses } from "../../persistence/uses.ts";
import { egressToken, gatewayUrlToken, vaultToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { PluginModule } from "../plugins/plugin.module.ts";
import { PluginService } from "../plugins/plugin.service.ts";
import { CallService } from "./call.service.ts";
import { ConnectorController } from "./connector.controller.ts";
import { ConnectorRepository } from "./connector.repository.ts";
import { ConnectorService } from "./connector.service.ts";
import { DocumentService } from "./document.service.ts";
import { DraftRepository } from "./draft.repository.ts";
import { ImportService } from "./import.service.ts";
import { OperationController } from "./operation.controller.ts";
import { OperationRepository } from "./operation.repository.ts";
import { OperationService } from "./operation.service.ts";
import { OperationUses } from "./operation-uses.ts";
import { PublishService } from "./publish.service.ts";
import { ReleaseComparer } from "./release-comparer.ts";
import { ReleaseDiffService } from "./release-diff.service.ts";
import { ReleaseRepository } from "./release.repository.ts";
import { ReleaseService } from "./release.service.ts";
import { SnapshotRepository } from "./snapshot.repository.ts";
import { SnapshotService } from "./snapshot.service.ts";
import { StageCredentials } from "./stage-credential.ts";
import { StageController } from "./stage.controller.ts";
import { StageRepository } from "./stage.repository.ts";
import { StageService } from "./stage.service.ts";

@Module({
  imports: [PluginModule],
  controllers: [ConnectorController, OperationController, StageController],
  providers: [
    provide(ConnectorRepository, [StoreConnection]),
    provide(OperationRepository, [StoreConnection]),
    provide(DraftRepository, [StoreConnection]),
    provide(StageRepository, [StoreConnection]),
    provide(ReleaseRepository, [StoreConnection]),
    provide(SnapshotRepository, [StoreConnection]),
    provide(SnapshotService, [SnapshotRepository, StageRepository, Transactions]),
    provide(ConnectorService, [ConnectorRepository, OperationRepository, StageRepository, ReleaseRepository, SnapshotService, Uses, AuditService, Transactions]),
    provide(StageCredentials, [vaultToken, egressToken]),
    provide(StageService, [StageRepository, ConnectorService, SnapshotService, PluginService, StageCredentials, AuditService, Transactions]),
    provideWith(ReleaseComparer, [], () => new ReleaseComparer()),
    provideWith(OperationUses, [], () => new OperationUses()),
    provide(ReleaseService, [ReleaseRepository, ConnectorService, ConnectorRepository, OperationRepository, DraftRepository, SnapshotRepository, ReleaseComparer]),
    provide(ReleaseDiffService, [ConnectorService, StageService, ReleaseService, ReleaseComparer, OperationUses]),
    provide(OperationService, [OperationRepository, DraftRepository, ConnectorRepository, ConnectorService, ReleaseService, AuditService, Transactions]),
    provide(PublishService, [ConnectorService, StageService, StageRepository, ReleaseService, ReleaseComparer, SnapshotService, AuditService, Transactions]),
    provide(DocumentService, [egressToken, ConnectorService, OperationRepository, DraftRepository, ReleaseService]),
    provide(ImportService, [DocumentService, ConnectorService, ConnectorRepository, OperationRepository, DraftRepository, StageService, AuditService, Transactions]),
    provide(GatewayCaller, [gatewayUrlToken, vaultToken]),
    provide(CallService, [StageService, ReleaseService, GatewayCaller, AuditService]),
  ],
  exports: [ConnectorService, OperationService, OperationUses, StageService, ReleaseService, PublishService, ImportService, SnapshotService, GatewayCaller, CallService],
})
export class ConnectorModule {}

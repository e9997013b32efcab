import { Module } from "@nestjs/common";
import { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import { provide, provideWith } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { Uses } from "../../persistence/uses.ts";
import { egressToken, gatewayUrlToken, vaultToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { PolicyRepository } from "../policies/policy.repository.ts";
import { PluginModule } from "../plugins/plugin.module.ts";
import { PluginService } from "../plugins/plugin.service.ts";
import { AuthoringController } from "./authoring.controller.ts";
import { BackendAddresses } from "./backend-addresses.ts";
import { CallService } from "./call.service.ts";
import { ConnectorDocsService } from "./connector-docs.service.ts";
import { ConnectorController } from "./connector.controller.ts";
import { ConnectorRepository } from "./connector.repository.ts";
import { ConnectorService } from "./connector.service.ts";
import { DocumentService } from "./document.service.ts";
import { DraftChanges } from "./draft-changes.ts";
import { DraftRepository } from "./draft.repository.ts";
import { DraftOperations } from "./draft-operations.ts";
import { DraftRows } from "./draft-rows.ts";
import { ImportService } from "./import.service.ts";
import { OperationBatchService } from "./operation-batch.service.ts";
import { OperationCheckService } from "./operation-check.service.ts";
import { OperationController } from "./operation.controller.ts";
import { OperationRepository } from "./operation.repository.ts";
import { OperationService } from "./operation.service.ts";
import { OperationUses } from "./operation-uses.ts";
import { PublishService } from "./publish.service.ts";
import { ReadinessService } from "./readiness.service.ts";
import { ReleaseComparer } from "./release-comparer.ts";
import { ReleaseDiffService } from "./release-diff.service.ts";
import { ReleaseRepository } from "./release.repository.ts";
import { ReleaseService } from "./release.service.ts";
import { ServedNeeds } from "./served-needs.ts";
import { SharedSchemaService } from "./shared-schema.service.ts";
import { SnapshotRepository } from "./snapshot.repository.ts";
import { SnapshotService } from "./snapshot.service.ts";
import { StageBackends } from "./stage-backends.ts";
import { StageCredentials } from "./stage-credential.ts";
import { StageController } from "./stage.controller.ts";
import { StageRepository } from "./stage.repository.ts";
import { StageService } from "./stage.service.ts";

@Module({
  imports: [PluginModule],
  controllers: [AuthoringController, ConnectorController, OperationController, StageController],
  providers: [
    provide(ConnectorRepository, [StoreConnection]),
    provide(OperationRepository, [StoreConnection]),
    provide(DraftRepository, [StoreConnection]),
    provide(StageRepository, [StoreConnection]),
    provide(ReleaseRepository, [StoreConnection]),
    provide(SnapshotRepository, [StoreConnection]),
    provide(PolicyRepository, [StoreConnection]),
    provide(SnapshotService, [SnapshotRepository, StageRepository, PolicyRepository, Transactions]),
    provide(BackendAddresses, [egressToken]),
    provide(ConnectorService, [ConnectorRepository, OperationRepository, StageRepository, ReleaseRepository, SnapshotService, Uses, AuditService, Transactions]),
    provide(StageCredentials, [vaultToken, egressToken]),
    provide(StageBackends, [StageCredentials]),
    provide(ServedNeeds, [SnapshotRepository]),
    provide(StageService, [StageRepository, ConnectorService, SnapshotService, PluginService, StageBackends, BackendAddresses, ServedNeeds, AuditService, Transactions]),
    provideWith(ReleaseComparer, [], () => new ReleaseComparer()),
    provideWith(OperationUses, [], () => new OperationUses()),
    provide(DraftRows, [OperationRepository]),
    provide(DraftOperations, [OperationRepository, DraftRows]),
    provide(ReleaseService, [ReleaseRepository, ConnectorService, ConnectorRepository, DraftOperations, DraftRepository, SnapshotRepository, ReleaseComparer]),
    provide(ReleaseDiffService, [ConnectorService, StageService, ReleaseService, ReleaseComparer, OperationUses]),
    provide(ReadinessService, [ConnectorService, ReleaseService, StageRepository, BackendAddresses]),
    provide(DraftChanges, [ReleaseService]),
    provide(OperationService, [OperationRepository, DraftRepository, ConnectorRepository, ConnectorService, ReleaseService, DraftChanges, DraftRows, AuditService, Transactions]),
    provide(OperationBatchService, [OperationRepository, DraftRepository, ConnectorRepository, ConnectorService, OperationUses, AuditService, Transactions]),
    provide(OperationCheckService, [ConnectorService, DraftRepository, OperationRepository]),
    provide(ConnectorDocsService, [OperationRepository, ConnectorService, ReleaseService, DraftChanges, DraftRows]),
    provide(SharedSchemaService, [OperationRepository, DraftRepository, ConnectorRepository, ConnectorService, AuditService, Transactions]),
    provide(PublishService, [ConnectorService, StageService, StageRepository, ReleaseService, ReleaseComparer, SnapshotService, AuditService, Transactions]),
    provide(DocumentService, [egressToken, ConnectorService, OperationRepository, DraftRepository, ReleaseService, PolicyRepository]),
    provide(ImportService, [DocumentService, ConnectorService, ConnectorRepository, OperationRepository, DraftRepository, StageService, AuditService, Transactions]),
    provide(GatewayCaller, [gatewayUrlToken, vaultToken]),
    provide(CallService, [StageService, ReleaseService, GatewayCaller, AuditService]),
  ],
  exports: [StageRepository, PolicyRepository, ConnectorService, OperationService, OperationUses, StageService, ReleaseService, PublishService, ImportService, SnapshotService, GatewayCaller, CallService],
})
export class ConnectorModule {}

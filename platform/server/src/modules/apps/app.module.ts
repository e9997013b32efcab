import { Module } from "@nestjs/common";
import { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import { provide, provideWith } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { Uses } from "../../persistence/uses.ts";
import { loggerToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { OperationUses } from "../connectors/operation-uses.ts";
import { ReleaseService } from "../connectors/release.service.ts";
import { StageService } from "../connectors/stage.service.ts";
import { GrantModule } from "../grants/grant.module.ts";
import { GrantService } from "../grants/grant.service.ts";
import { RunModule } from "../runs/run.module.ts";
import { RunService } from "../runs/run.service.ts";
import { AppChangeRepository } from "./app-change.repository.ts";
import { AppController } from "./app.controller.ts";
import { AppFileService } from "./app-file.service.ts";
import { AppRecordRepository } from "./app-record.repository.ts";
import { AppRepository } from "./app.repository.ts";
import { AppService } from "./app.service.ts";
import { AppVersionRepository } from "./app-version.repository.ts";
import { ChangeFeed } from "./change-feed.ts";
import { DraftController } from "./draft.controller.ts";
import { DraftService } from "./draft.service.ts";
import { DraftTrialService } from "./draft-trial.service.ts";
import { OperationUseService } from "./operation-use.service.ts";
import { PublishCheck } from "./publish-check.service.ts";
import { AsyncQueries } from "./queries/async-queries.ts";
import { FreshGrants } from "./queries/fresh-grants.ts";
import { InputSchemas } from "./queries/input-schemas.ts";
import { Places } from "./queries/places.ts";
import { QueryRunner } from "./queries/query-runner.service.ts";
import { ServedOperationService } from "./queries/served-operation.service.ts";
import { Transforms } from "./queries/transforms.ts";
import { VisitRepository } from "./visit.repository.ts";
import { VersionService } from "./version.service.ts";

@Module({
  imports: [ConnectorModule, GrantModule, RunModule],
  controllers: [AppController, DraftController],
  providers: [
    provide(AppRepository, [StoreConnection]),
    provide(AppRecordRepository, [StoreConnection]),
    provide(AppChangeRepository, [StoreConnection]),
    provide(AppVersionRepository, [StoreConnection]),
    provide(VisitRepository, [StoreConnection]),
    provide(ChangeFeed, [StoreConnection, loggerToken]),
    provide(AppService, [AppRepository, AppRecordRepository, AppChangeRepository, AppVersionRepository, VisitRepository, GrantService, ChangeFeed, Uses, AuditService, Transactions]),
    provide(DraftService, [AppRepository, AppService, AppRecordRepository, AppChangeRepository, ChangeFeed, AuditService, Transactions]),
    provide(ServedOperationService, [StageService, ReleaseService]),
    provide(PublishCheck, [ServedOperationService]),
    provide(VersionService, [AppRepository, AppService, DraftService, AppVersionRepository, PublishCheck, GrantService, AuditService, Transactions]),
    provide(OperationUseService, [AppRepository, AppRecordRepository, VersionService, OperationUses]),
    provide(AppFileService, [AppService, DraftService, VersionService, AuditService, Transactions]),
    provide(InputSchemas, []),
    provide(Transforms, [loggerToken]),
    provideWith(Places, [], () => new Places()),
    provide(FreshGrants, [GrantService]),
    provide(AsyncQueries, [RunService, AuditService]),
    provide(QueryRunner, [ServedOperationService, InputSchemas, GatewayCaller, Transforms, Places, FreshGrants, AsyncQueries]),
    provide(DraftTrialService, [AppService, AppRecordRepository, DraftService, QueryRunner]),
  ],
  exports: [AppService, VersionService, VisitRepository, QueryRunner],
})
export class AppFeatureModule {}

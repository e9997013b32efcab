import { Module } from "@nestjs/common";
import { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import { provide, provideWith } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { loggerToken, publicUrlToken, vaultToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { ConnectorService } from "../connectors/connector.service.ts";
import { ReleaseService } from "../connectors/release.service.ts";
import { StageService } from "../connectors/stage.service.ts";
import { MemberRepository } from "../spaces/member.repository.ts";
import { SpaceModule } from "../spaces/space.module.ts";
import { CallbackEffects } from "./callback-effect.ts";
import { CallbackRepository } from "./callback.repository.ts";
import { CallbackService } from "./callback.service.ts";
import { OperationFinder } from "./operation-finder.ts";
import { RunController } from "./run.controller.ts";
import { RunDriver } from "./run-driver.ts";
import { RunFeed } from "./run-feed.ts";
import { RunRepository } from "./run.repository.ts";
import { RunSafe } from "./run-secrets.ts";
import { RunService } from "./run.service.ts";

@Module({
  imports: [ConnectorModule, SpaceModule],
  controllers: [RunController],
  providers: [
    provide(RunRepository, [StoreConnection]),
    provide(CallbackRepository, [StoreConnection]),
    provide(RunSafe, [vaultToken]),
    provide(RunFeed, [StoreConnection, loggerToken]),
    provide(CallbackEffects, [RunRepository, CallbackRepository]),
    provide(OperationFinder, [StageService, ReleaseService]),
    provideWith(RunDriver, [RunRepository, CallbackEffects, OperationFinder, MemberRepository, GatewayCaller, RunSafe, loggerToken], (...parts) => new RunDriver(...parts)),
    provide(RunService, [RunRepository, RunDriver, RunFeed, OperationFinder, StageService, ConnectorService, RunSafe, AuditService, loggerToken, publicUrlToken]),
    provide(CallbackService, [RunRepository, RunService, CallbackRepository, CallbackEffects, RunFeed, AuditService]),
  ],
  exports: [RunService],
})
export class RunModule {}

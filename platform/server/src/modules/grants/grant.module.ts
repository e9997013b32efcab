import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { Uses } from "../../persistence/uses.ts";
import { AuditService } from "../audit/audit.service.ts";
import { ConnectorModule } from "../connectors/connector.module.ts";
import { OperationService } from "../connectors/operation.service.ts";
import { TokenModule } from "../tokens/token.module.ts";
import { TokenService } from "../tokens/token.service.ts";
import { GrantController } from "./grant.controller.ts";
import { GrantRepository } from "./grant.repository.ts";
import { GrantService } from "./grant.service.ts";

@Module({
  imports: [ConnectorModule, TokenModule],
  controllers: [GrantController],
  providers: [provide(GrantRepository, [StoreConnection]), provide(GrantService, [GrantRepository, OperationService, TokenService, Uses, AuditService, Transactions])],
  exports: [GrantService],
})
export class GrantModule {}

import { Module } from "@nestjs/common";
import { AuditService } from "../audit/audit.service.ts";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { TokenController } from "./token.controller.ts";
import { TokenRepository } from "./token.repository.ts";
import { TokenService } from "./token.service.ts";

@Module({
  controllers: [TokenController],
  providers: [provide(TokenRepository, [StoreConnection]), provide(TokenService, [TokenRepository, AuditService, Transactions])],
  exports: [TokenService],
})
export class TokenModule {}

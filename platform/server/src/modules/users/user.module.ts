import { Module } from "@nestjs/common";
import { AuditService } from "../audit/audit.service.ts";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { SessionModule } from "../auth/session.module.ts";
import { SessionService } from "../auth/session.service.ts";
import { TokenModule } from "../tokens/token.module.ts";
import { TokenService } from "../tokens/token.service.ts";
import { UserController } from "./user.controller.ts";
import { UserRepository } from "./user.repository.ts";
import { UserService } from "./user.service.ts";

@Module({
  imports: [SessionModule, TokenModule],
  controllers: [UserController],
  providers: [provide(UserRepository, [StoreConnection]), provide(UserService, [UserRepository, SessionService, TokenService, AuditService, Transactions])],
  exports: [UserService],
})
export class UserModule {}

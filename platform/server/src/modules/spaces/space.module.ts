import { Module } from "@nestjs/common";
import { AuditService } from "../audit/audit.service.ts";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { Uses } from "../../persistence/uses.ts";
import { TokenModule } from "../tokens/token.module.ts";
import { TokenService } from "../tokens/token.service.ts";
import { UserModule } from "../users/user.module.ts";
import { UserService } from "../users/user.service.ts";
import { MemberRepository } from "./member.repository.ts";
import { MemberService } from "./member.service.ts";
import { SpaceController } from "./space.controller.ts";
import { SpaceRepository } from "./space.repository.ts";
import { SpaceService } from "./space.service.ts";

@Module({
  imports: [TokenModule, UserModule],
  controllers: [SpaceController],
  providers: [
    provide(SpaceRepository, [StoreConnection]),
    provide(MemberRepository, [StoreConnection]),
    provide(MemberService, [MemberRepository, UserService, TokenService, AuditService, Transactions]),
    provide(SpaceService, [SpaceRepository, MemberService, Uses, AuditService, Transactions]),
  ],
  exports: [SpaceService, MemberService, MemberRepository],
})
export class SpaceModule {}

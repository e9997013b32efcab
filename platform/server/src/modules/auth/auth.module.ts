import { Module } from "@nestjs/common";
import { gatewayUrlToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { provide } from "../../http/provide.ts";
import { Authenticator } from "../../identity/authenticator.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { MemberService } from "../spaces/member.service.ts";
import { SpaceModule } from "../spaces/space.module.ts";
import { SpaceService } from "../spaces/space.service.ts";
import { TokenModule } from "../tokens/token.module.ts";
import { TokenService } from "../tokens/token.service.ts";
import { UserModule } from "../users/user.module.ts";
import { UserService } from "../users/user.service.ts";
import { AuthController } from "./auth.controller.ts";
import { AuthService } from "./auth.service.ts";
import { LoginAttemptRepository } from "./login-attempt.repository.ts";
import { SessionModule } from "./session.module.ts";
import { SessionService } from "./session.service.ts";
import { SetupTokenRepository } from "./setup-token.repository.ts";
import { SetupService } from "./setup.service.ts";
import { StoreAuthenticator } from "./store-authenticator.ts";

@Module({
  imports: [SessionModule, TokenModule, UserModule, SpaceModule],
  controllers: [AuthController],
  providers: [
    provide(SetupTokenRepository, [StoreConnection]),
    provide(LoginAttemptRepository, [StoreConnection]),
    provide(SetupService, [SetupTokenRepository, UserService, SpaceService, AuditService, Transactions]),
    provide(AuthService, [UserService, MemberService, SpaceService, SessionService, SetupService, LoginAttemptRepository, gatewayUrlToken, AuditService]),
    provide(StoreAuthenticator, [UserService, MemberService, SessionService, TokenService]),
    { provide: Authenticator, useExisting: StoreAuthenticator },
  ],
  exports: [Authenticator, SetupService],
})
export class AuthModule {}

import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { SessionRepository } from "./session.repository.ts";
import { SessionService } from "./session.service.ts";

@Module({ providers: [provide(SessionRepository, [StoreConnection]), provide(SessionService, [SessionRepository])], exports: [SessionService] })
export class SessionModule {}

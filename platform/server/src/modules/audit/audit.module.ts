import { Global, Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { AuditController } from "./audit.controller.ts";
import { AuditRepository } from "./audit.repository.ts";
import { AuditService } from "./audit.service.ts";

/** Global: every feature records its changes. */
@Global()
@Module({ controllers: [AuditController], providers: [provide(AuditRepository, [StoreConnection]), provide(AuditService, [AuditRepository])], exports: [AuditService] })
export class AuditModule {}

import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { loggerToken, templateFolderToken } from "../../platform/tokens.ts";
import { AppFeatureModule } from "../apps/app.module.ts";
import { AppService } from "../apps/app.service.ts";
import { VersionService } from "../apps/version.service.ts";
import { AuditService } from "../audit/audit.service.ts";
import { TemplateFolder } from "./template-folder.ts";
import { TemplateController } from "./template.controller.ts";
import { TemplateService } from "./template.service.ts";

@Module({
  imports: [AppFeatureModule],
  controllers: [TemplateController],
  providers: [provide(TemplateFolder, [templateFolderToken]), provide(TemplateService, [TemplateFolder, AppService, VersionService, AuditService, Transactions, loggerToken])],
})
export class TemplateModule {}

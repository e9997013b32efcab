import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { AppFeatureModule } from "../apps/app.module.ts";
import { AppService } from "../apps/app.service.ts";
import { QueryRunner } from "../apps/queries/query-runner.service.ts";
import { VersionService } from "../apps/version.service.ts";
import { VisitRepository } from "../apps/visit.repository.ts";
import { PublishedController } from "./published.controller.ts";
import { PublishedService } from "./published.service.ts";

@Module({
  imports: [AppFeatureModule],
  controllers: [PublishedController],
  providers: [provide(PublishedService, [AppService, VersionService, QueryRunner, VisitRepository])],
})
export class PublishedModule {}

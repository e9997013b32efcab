import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { PluginController } from "./plugin.controller.ts";
import { PluginRepository } from "./plugin.repository.ts";
import { PluginService } from "./plugin.service.ts";

@Module({ controllers: [PluginController], providers: [provide(PluginRepository, [StoreConnection]), provide(PluginService, [PluginRepository])], exports: [PluginService] })
export class PluginModule {}

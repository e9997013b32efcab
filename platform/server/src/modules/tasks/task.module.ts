import { Module } from "@nestjs/common";
import { provide } from "../../http/provide.ts";
import { StoreConnection } from "../../persistence/store-connection.ts";
import { Transactions } from "../../persistence/transactions.ts";
import { vaultToken } from "../../platform/tokens.ts";
import { AuditService } from "../audit/audit.service.ts";
import { TaskController } from "./task.controller.ts";
import { TaskRepository } from "./task.repository.ts";
import { TaskService } from "./task.service.ts";

@Module({
  controllers: [TaskController],
  providers: [provide(TaskRepository, [StoreConnection]), provide(TaskService, [TaskRepository, vaultToken, AuditService, Transactions])],
})
export class TaskModule {}

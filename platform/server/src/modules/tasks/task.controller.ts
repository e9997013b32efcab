import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { documentLimitBytes } from "../connectors/document.service.ts";
import { TaskService } from "./task.service.ts";

@Controller()
export class TaskController {
  readonly #tasks: TaskService;

  constructor(tasks: TaskService) {
    this.#tasks = tasks;
  }

  @Route(routes.tasks.list) @Permission("task.read")
  list(call: RouteCall<typeof routes.tasks.list>): Promise<ResponseOf<typeof routes.tasks.list>> {
    return this.#tasks.list(call.actor, call.query);
  }

  @Route(routes.tasks.get) @Permission("task.read")
  get(call: RouteCall<typeof routes.tasks.get>): Promise<ResponseOf<typeof routes.tasks.get>> {
    return this.#tasks.get(call.actor, call.params.id);
  }

  @Route(routes.tasks.cancel) @Permission("task.read")
  cancel(call: RouteCall<typeof routes.tasks.cancel>): Promise<ResponseOf<typeof routes.tasks.cancel>> {
    return this.#tasks.cancel(call.actor, call.params.id);
  }

  @Route(routes.tasks.import, { bodyLimitBytes: documentLimitBytes }) @Permission("connector.write")
  import(call: RouteCall<typeof routes.tasks.import>): Promise<ResponseOf<typeof routes.tasks.import>> {
    return this.#tasks.import(call.actor, call.body);
  }
}

import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { OperationService } from "./operation.service.ts";

const table = routes.connectors;

@Controller()
export class OperationController {
  readonly #operations: OperationService;

  constructor(operations: OperationService) {
    this.#operations = operations;
  }

  @Route(table.operations) @Permission("connector.read")
  list(call: RouteCall<typeof table.operations>): Promise<ResponseOf<typeof table.operations>> {
    return this.#operations.list(call.actor, call.params.connector, call.query);
  }

  @Route(table.operation) @Permission("connector.read")
  get(call: RouteCall<typeof table.operation>): Promise<ResponseOf<typeof table.operation>> {
    return this.#operations.get(call.actor, call.params.connector, call.params.operation, call.query.version);
  }

  @Route(table.saveOperation, { dollarKeys: "allowed" }) @Permission("connector.write")
  save(call: RouteCall<typeof table.saveOperation>): Promise<ResponseOf<typeof table.saveOperation>> {
    return this.#operations.save(call.actor, call.params.connector, call.params.operation, call.body);
  }

  @Route(table.removeOperation) @Permission("connector.write")
  remove(call: RouteCall<typeof table.removeOperation>): Promise<void> {
    return this.#operations.remove(call.actor, call.params.connector, call.params.operation);
  }
}

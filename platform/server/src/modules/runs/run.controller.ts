import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { CallbackService } from "./callback.service.ts";
import { RunService } from "./run.service.ts";

const table = routes.runs;

@Controller()
export class RunController {
  readonly #runs: RunService;
  readonly #callbacks: CallbackService;

  constructor(runs: RunService, callbacks: CallbackService) {
    this.#runs = runs;
    this.#callbacks = callbacks;
  }

  @Route(table.start) @Permission("connector.call")
  start(call: RouteCall<typeof table.start>): Promise<ResponseOf<typeof table.start>> {
    return this.#runs.start(call.actor, call.params.connector, call.params.operation, call.body, call.query.wait ?? 0, call.signal);
  }

  @Route(table.list) @Permission("connector.call")
  list(call: RouteCall<typeof table.list>): Promise<ResponseOf<typeof table.list>> {
    return this.#runs.list(call.actor, call.query);
  }

  @Route(table.get) @Permission("connector.call")
  get(call: RouteCall<typeof table.get>): Promise<ResponseOf<typeof table.get>> {
    return this.#runs.get(call.actor, call.params.run, { seconds: call.query.wait ?? 0, after: call.query.after }, call.signal);
  }

  @Route(table.cancel) @Permission("connector.call")
  cancel(call: RouteCall<typeof table.cancel>): Promise<ResponseOf<typeof table.cancel>> {
    return this.#runs.cancel(call.actor, call.params.run);
  }

  @Route(table.callbacks) @Permission("connector.call")
  callbacks(call: RouteCall<typeof table.callbacks>): Promise<ResponseOf<typeof table.callbacks>> {
    return this.#callbacks.list(call.actor, call.params.run, call.query);
  }

  @Route(table.replay) @Permission("connector.call")
  replay(call: RouteCall<typeof table.replay>): Promise<ResponseOf<typeof table.replay>> {
    return this.#callbacks.replay(call.actor, call.params.run, call.params.callback);
  }

  // A system may send credentials of its own, which are none of ours.
  @Route(routes.callbacks.receive, { ignoresCredentials: true }) @Permission("public")
  receive(call: RouteCall<typeof routes.callbacks.receive>): Promise<void> {
    return this.#callbacks.receive(call.actor, call.params.token, call.raw);
  }
}

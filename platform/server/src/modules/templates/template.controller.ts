import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { TemplateService } from "./template.service.ts";

@Controller()
export class TemplateController {
  readonly #templates: TemplateService;

  constructor(templates: TemplateService) {
    this.#templates = templates;
  }

  @Route(routes.templates.list) @Permission("app.use")
  list(call: RouteCall<typeof routes.templates.list>): Promise<ResponseOf<typeof routes.templates.list>> {
    return this.#templates.list(call.actor);
  }

  @Route(routes.templates.install) @Permission("app.write")
  install(call: RouteCall<typeof routes.templates.install>): Promise<ResponseOf<typeof routes.templates.install>> {
    return this.#templates.install(call.actor, call.params.template, call.body);
  }
}

import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { AppFileService } from "./app-file.service.ts";
import { AppService } from "./app.service.ts";
import { VersionService } from "./version.service.ts";

const table = routes.apps;
/** Files of a large app, in JSON quotes. */
const filesLimitBytes = 64 * 1024 * 1024;

@Controller()
export class AppController {
  readonly #apps: AppService;
  readonly #versions: VersionService;
  readonly #files: AppFileService;

  constructor(apps: AppService, versions: VersionService, files: AppFileService) {
    this.#apps = apps;
    this.#versions = versions;
    this.#files = files;
  }

  @Route(table.list) @Permission("app.read")
  list(call: RouteCall<typeof table.list>): Promise<ResponseOf<typeof table.list>> {
    return this.#apps.list(call.actor, call.query);
  }

  @Route(table.create) @Permission("app.write")
  create(call: RouteCall<typeof table.create>): Promise<ResponseOf<typeof table.create>> {
    return this.#apps.create(call.actor, call.body);
  }

  @Route(table.importFiles, { bodyLimitBytes: filesLimitBytes, dollarKeys: "allowed" }) @Permission("app.write")
  importFiles(call: RouteCall<typeof table.importFiles>): Promise<ResponseOf<typeof table.importFiles>> {
    return this.#files.import(call.actor, call.body);
  }

  @Route(table.get) @Permission("app.read")
  get(call: RouteCall<typeof table.get>): Promise<ResponseOf<typeof table.get>> {
    return this.#apps.get(call.actor, call.params.app);
  }

  @Route(table.remove) @Permission("app.write")
  remove(call: RouteCall<typeof table.remove>): Promise<void> {
    return this.#apps.remove(call.actor, call.params.app);
  }

  @Route(table.publish) @Permission("app.publish")
  publish(call: RouteCall<typeof table.publish>): Promise<ResponseOf<typeof table.publish>> {
    return this.#versions.publish(call.actor, call.params.app, call.body);
  }

  @Route(table.versions) @Permission("app.read")
  versions(call: RouteCall<typeof table.versions>): Promise<ResponseOf<typeof table.versions>> {
    return this.#versions.list(call.actor, call.params.app, call.query);
  }

  @Route(table.version) @Permission("app.read")
  version(call: RouteCall<typeof table.version>): Promise<ResponseOf<typeof table.version>> {
    return this.#versions.read(call.actor, call.params.app, call.params.version);
  }

  @Route(table.rollback) @Permission("app.publish")
  rollback(call: RouteCall<typeof table.rollback>): Promise<ResponseOf<typeof table.rollback>> {
    return this.#versions.rollback(call.actor, call.params.app, call.body.to);
  }

  @Route(table.exportFiles) @Permission("app.read")
  exportFiles(call: RouteCall<typeof table.exportFiles>): Promise<ResponseOf<typeof table.exportFiles>> {
    return this.#files.export(call.actor, call.params.app, call.query.version);
  }
}

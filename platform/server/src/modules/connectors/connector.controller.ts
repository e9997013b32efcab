import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { CallService } from "./call.service.ts";
import { ConnectorService } from "./connector.service.ts";
import { DocumentService, documentLimitBytes } from "./document.service.ts";
import { ImportService } from "./import.service.ts";
import { ReadinessService } from "./readiness.service.ts";

const table = routes.connectors;

@Controller()
export class ConnectorController {
  readonly #connectors: ConnectorService;
  readonly #readiness: ReadinessService;
  readonly #documents: DocumentService;
  readonly #imports: ImportService;
  readonly #calls: CallService;

  constructor(connectors: ConnectorService, readiness: ReadinessService, documents: DocumentService, imports: ImportService, calls: CallService) {
    this.#connectors = connectors;
    this.#readiness = readiness;
    this.#documents = documents;
    this.#imports = imports;
    this.#calls = calls;
  }

  @Route(table.list) @Permission("connector.read")
  list(call: RouteCall<typeof table.list>): Promise<ResponseOf<typeof table.list>> {
    return this.#connectors.list(call.actor, call.query);
  }

  @Route(table.create) @Permission("connector.write")
  create(call: RouteCall<typeof table.create>): Promise<ResponseOf<typeof table.create>> {
    return this.#connectors.create(call.actor, call.body);
  }

  @Route(table.get) @Permission("connector.read")
  get(call: RouteCall<typeof table.get>): Promise<ResponseOf<typeof table.get>> {
    return this.#connectors.get(call.actor, call.params.connector);
  }

  @Route(table.update) @Permission("connector.write")
  update(call: RouteCall<typeof table.update>): Promise<ResponseOf<typeof table.update>> {
    return this.#connectors.update(call.actor, call.params.connector, call.body);
  }

  @Route(table.remove) @Permission("connector.write")
  remove(call: RouteCall<typeof table.remove>): Promise<void> {
    return this.#connectors.remove(call.actor, call.params.connector);
  }

  @Route(table.readiness) @Permission("connector.read")
  readiness(call: RouteCall<typeof table.readiness>): Promise<ResponseOf<typeof table.readiness>> {
    return this.#readiness.of(call.actor, call.params.connector);
  }

  @Route(table.checkDocument, { bodyLimitBytes: documentLimitBytes }) @Permission("connector.write")
  checkDocument(call: RouteCall<typeof table.checkDocument>): Promise<ResponseOf<typeof table.checkDocument>> {
    return this.#documents.check(call.body, call.signal);
  }

  @Route(table.import, { bodyLimitBytes: documentLimitBytes }) @Permission("connector.write")
  import(call: RouteCall<typeof table.import>): Promise<ResponseOf<typeof table.import>> {
    return this.#imports.import(call.actor, call.body, { signal: call.signal });
  }

  @Route(table.export) @Permission("connector.read")
  export(call: RouteCall<typeof table.export>): Promise<ResponseOf<typeof table.export>> {
    return this.#documents.export(call.actor, call.params.connector, call.query.version);
  }

  @Route(table.call, { dollarKeys: "allowed" }) @Permission("connector.call")
  call(call: RouteCall<typeof table.call>): Promise<ResponseOf<typeof table.call>> {
    return this.#calls.call(call.actor, call.params.connector, call.params.operation, call.body, call.signal);
  }
}

import { Controller } from "@nestjs/common";
import { type ResponseOf, routes } from "@tessera/contracts";
import type { RouteCall } from "../../http/route-call.ts";
import { Permission, Route } from "../../http/route.decorator.ts";
import { ConnectorDocsService } from "./connector-docs.service.ts";
import { DocumentService, documentLimitBytes } from "./document.service.ts";
import { OperationBatchService } from "./operation-batch.service.ts";
import { OperationCheckService } from "./operation-check.service.ts";
import { SharedSchemaService } from "./shared-schema.service.ts";

const table = routes.authoring;
/** 500 operations with their schemas. */
const operationsLimitBytes = 32 * 1024 * 1024;

@Controller()
export class AuthoringController {
  readonly #documents: DocumentService;
  readonly #batches: OperationBatchService;
  readonly #checks: OperationCheckService;
  readonly #docs: ConnectorDocsService;
  readonly #schemas: SharedSchemaService;

  constructor(documents: DocumentService, batches: OperationBatchService, checks: OperationCheckService, docs: ConnectorDocsService, schemas: SharedSchemaService) {
    this.#documents = documents;
    this.#batches = batches;
    this.#checks = checks;
    this.#docs = docs;
    this.#schemas = schemas;
  }

  @Route(table.byExample, { bodyLimitBytes: documentLimitBytes }) @Permission("connector.write")
  byExample(call: RouteCall<typeof table.byExample>): Promise<ResponseOf<typeof table.byExample>> {
    return this.#documents.byExample(call.actor, call.body, call.signal);
  }

  @Route(table.checkImport, { bodyLimitBytes: documentLimitBytes }) @Permission("connector.write")
  checkImport(call: RouteCall<typeof table.checkImport>): Promise<ResponseOf<typeof table.checkImport>> {
    return this.#documents.checkOver(call.actor, call.params.connector, call.body, call.signal);
  }

  @Route(table.addOperations, { dollarKeys: "allowed", bodyLimitBytes: operationsLimitBytes }) @Permission("connector.write")
  addOperations(call: RouteCall<typeof table.addOperations>): Promise<ResponseOf<typeof table.addOperations>> {
    return this.#batches.add(call.actor, call.params.connector, call.body.operations);
  }

  @Route(table.editOperations) @Permission("connector.write")
  editOperations(call: RouteCall<typeof table.editOperations>): Promise<ResponseOf<typeof table.editOperations>> {
    return this.#batches.edit(call.actor, call.params.connector, call.body.operations, call.body.change);
  }

  @Route(table.removeOperations) @Permission("connector.write")
  removeOperations(call: RouteCall<typeof table.removeOperations>): Promise<ResponseOf<typeof table.removeOperations>> {
    return this.#batches.remove(call.actor, call.params.connector, call.body.operations, call.body.acceptUses ?? false);
  }

  @Route(table.checkOperation, { dollarKeys: "allowed" }) @Permission("connector.read")
  checkOperation(call: RouteCall<typeof table.checkOperation>): Promise<ResponseOf<typeof table.checkOperation>> {
    return this.#checks.check(call.actor, call.params.connector, call.body.operation, call.signal);
  }

  @Route(table.facets) @Permission("connector.read")
  facets(call: RouteCall<typeof table.facets>): Promise<ResponseOf<typeof table.facets>> {
    return this.#docs.facets(call.actor, call.params.connector);
  }

  @Route(table.docs) @Permission("connector.read")
  docs(call: RouteCall<typeof table.docs>): Promise<ResponseOf<typeof table.docs>> {
    return this.#docs.docs(call.actor, call.params.connector, call.query.version);
  }

  @Route(table.schemas) @Permission("connector.read")
  schemas(call: RouteCall<typeof table.schemas>): Promise<ResponseOf<typeof table.schemas>> {
    return this.#schemas.list(call.actor, call.params.connector);
  }

  @Route(table.schema) @Permission("connector.read")
  schema(call: RouteCall<typeof table.schema>): Promise<ResponseOf<typeof table.schema>> {
    return this.#schemas.get(call.actor, call.params.connector, call.params.schema);
  }

  @Route(table.saveSchema, { dollarKeys: "allowed" }) @Permission("connector.write")
  saveSchema(call: RouteCall<typeof table.saveSchema>): Promise<ResponseOf<typeof table.saveSchema>> {
    return this.#schemas.save(call.actor, call.params.connector, call.params.schema, call.body);
  }
}

import { type BodyOf, type Operation, type ResponseOf, UserError, type ValueSchema, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { schemaMessages } from "./authoring.messages.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import { digestOf } from "./gateway-release.ts";
import type { OperationRepository } from "./operation.repository.ts";

type One = ResponseOf<typeof routes.authoring.schema>;

/** As documents name their components. */
const schemaName = /^[A-Za-z0-9._-]{1,256}$/;
const listedUsers = 100;

/** The schemas that the operations of a draft share. */
export class SharedSchemaService {
  readonly #operations: OperationRepository;
  readonly #drafts: DraftRepository;
  readonly #connectorRecords: ConnectorRepository;
  readonly #connectors: ConnectorService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(operations: OperationRepository, drafts: DraftRepository, connectorRecords: ConnectorRepository, connectors: ConnectorService, audit: AuditService, transactions: Transactions) {
    this.#operations = operations;
    this.#drafts = drafts;
    this.#connectorRecords = connectorRecords;
    this.#connectors = connectors;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, connector: string): Promise<ResponseOf<typeof routes.authoring.schemas>> {
    const { draft } = await this.#connectors.required(spaceOf(actor), connector);
    const { schemas } = await this.#drafts.read(draft);
    return { items: Object.entries(schemas).map(([name, schema]) => ({ name, type: typeOf(schema) })) };
  }

  /** Throws `operation.not-found` when there is no such schema. */
  async get(actor: Actor, connector: string, name: string): Promise<One> {
    const { draft } = await this.#connectors.required(spaceOf(actor), connector);
    const { schemas } = await this.#drafts.read(draft);
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) throw new UserError({ reason: "not-found", code: serverErrors.operationNotFound, message: schemaMessages.notFound({ connector, name }) });
    const { referencedSchemas } = await import("@tessera/openapi");
    const usedBy = (await this.#operations.contents(draft)).filter((content) => content.includes(`"#/schemas/${name}"`)).slice(0, listedUsers).map((content) => (JSON.parse(content) as Operation).id);
    return { name, schema, schemas: referencedSchemas([holding(schema)], schemas), digest: digestOf(schema), usedBy };
  }

  /** Throws `conflict` with both versions when somebody else changed it meanwhile. */
  async save(actor: Actor, connector: string, name: string, { schema, digest }: BodyOf<typeof routes.authoring.saveSchema>): Promise<{ digest: string }> {
    if (!schemaName.test(name)) throw new UserError({ code: serverErrors.requestInvalid, message: schemaMessages.name(), path: "/schema" });
    return this.#transactions.run(async (transaction) => {
      const record = await this.#connectors.required(spaceOf(actor), connector, transaction);
      const content = await this.#drafts.read(record.draft, transaction);
      const before = Object.hasOwn(content.schemas, name) ? content.schemas[name] : undefined;
      const stored = before === undefined ? undefined : digestOf(before);
      if (stored !== digest) throw conflictError(schemaMessages.subject({ name, connector }), { schema, digest }, before === undefined ? null : { schema: before, digest: stored });
      refuseUnknown(schema, { ...content.schemas, [name]: schema });
      await this.#drafts.write(record.draft, record.space, { ...content, schemas: { ...content.schemas, [name]: schema } }, transaction);
      const after = await this.#connectorRecords.draftChanged(record._id, record.draft, { updatedAt: new Date(), updatedBy: actor.name }, transaction);
      if (after === null) throw conflictError(connectorMessages.operationsSubject({ connector }), null, null);
      await this.#audit.record(actor, { target: `connector:${connector}`, before: { schema: before ?? null, name }, after: { schema, name } }, transaction);
      return { digest: digestOf(schema) };
    });
  }
}

/** Names of shared schemas that `value` refers to and that there are not, each with where it stands. */
export function unknownSchemas(value: unknown, schemas: Readonly<Record<string, ValueSchema>>, pointer = ""): { pointer: string; name: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([key, inner]) => {
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (key !== "$ref" || typeof inner !== "string") return unknownSchemas(inner, schemas, at);
    const name = inner.startsWith("#/schemas/") ? inner.slice("#/schemas/".length) : inner;
    return Object.hasOwn(schemas, name) ? [] : [{ pointer: at, name }];
  });
}

function refuseUnknown(schema: ValueSchema, schemas: Readonly<Record<string, ValueSchema>>): void {
  const [unknown] = unknownSchemas(schema, schemas);
  if (unknown !== undefined) throw new UserError({ code: serverErrors.requestInvalid, message: schemaMessages.unknown({ name: unknown.name }), path: `/schema${unknown.pointer}` });
}

function holding(schema: ValueSchema): Operation {
  return { parameters: [], requestBody: undefined, responses: { default: { description: "", content: { "*/*": { schema } } } } } as unknown as Operation;
}

function typeOf(schema: ValueSchema): string {
  if (typeof schema !== "object") return "any";
  const { type } = schema;
  return Array.isArray(type) ? type.join(" | ") : typeof type === "string" ? type : "enum" in schema ? "enum" : "properties" in schema ? "object" : "any";
}

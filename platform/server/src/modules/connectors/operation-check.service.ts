import { type Operation, type ResponseOf, type routes, isTesseraError } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { asyncProblems } from "./async-problems.ts";
import { exampleProblemMessages, schemaMessages } from "./authoring.messages.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import type { OperationRepository } from "./operation.repository.ts";
import { runDocumentJob } from "./run-document-job.ts";
import { servingProblems, unknownToStages } from "./servable.ts";
import { unknownSchemas } from "./shared-schema.service.ts";

type Checked = ResponseOf<typeof routes.authoring.checkOperation>;

/** Looks over an operation that is being written, before it is saved. */
export class OperationCheckService {
  readonly #connectors: ConnectorService;
  readonly #drafts: DraftRepository;
  readonly #operations: OperationRepository;

  constructor(connectors: ConnectorService, drafts: DraftRepository, operations: OperationRepository) {
    this.#connectors = connectors;
    this.#drafts = drafts;
    this.#operations = operations;
  }

  /** Errors are what a save refuses; warnings what makes its docs wrong. */
  async check(actor: Actor, connector: string, operation: Operation, signal: AbortSignal): Promise<Checked> {
    const { draft } = await this.#connectors.required(spaceOf(actor), connector);
    const stages = await this.#connectors.checkedStages(spaceOf(actor), connector);
    const others = operation.async === undefined ? [] : (await this.#operations.all(draft)).filter(({ id }) => id !== operation.id);
    const pending = asyncProblems([operation, ...others]).filter((problem) => problem.operation === operation.id);
    const errors: Checked["problems"] = [...servingProblems([operation]), ...unknownToStages([operation], stages), ...pending].map(({ field, message }) => ({ severity: "error", pointer: field, message }));
    const packed = await this.#drafts.packed(draft);
    const { schemas } = packed === null ? { schemas: {} } : await this.#drafts.read(draft);
    const { parameters, requestBody, responses } = operation;
    const unknown: Checked["problems"] = unknownSchemas({ parameters, requestBody, responses }, schemas).map(({ pointer, name }) => ({ severity: "warning", pointer, message: schemaMessages.unknown({ name }) }));
    const examples = hasExample(operation) ? await this.#examples(operation, packed, signal) : [];
    return { problems: [...errors, ...unknown, ...examples] };
  }

  async #examples(operation: Operation, draft: Uint8Array | null, signal: AbortSignal): Promise<Checked["problems"]> {
    try {
      const problems = await runDocumentJob({ kind: "check-examples", operation, draft }, signal);
      return problems.map((problem) => ({ severity: "warning", ...problem }));
    } catch (error) {
      if (!isTesseraError(error) || error.code !== serverErrors.documentTooComplex) throw error;
      return [{ severity: "warning", pointer: "", message: exampleProblemMessages.slow() }];
    }
  }
}

function hasExample({ parameters, requestBody, responses }: Operation): boolean {
  return JSON.stringify([parameters, requestBody ?? null, responses]).includes('"example');
}

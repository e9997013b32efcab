import type { Message, Operation, ValueSchema } from "@tessera/contracts";
import { UserError } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import type { ReleaseService } from "../../connectors/release.service.ts";
import type { StageService } from "../../connectors/stage.service.ts";
import { queryMessages } from "./query.messages.ts";

/** An operation as a stage serves it now. */
export interface ServedOperation {
  connector: string;
  stage: string;
  /** Of the release that the stage serves. */
  version: string;
  operation: Operation;
  /** Shared schemas of the release. */
  schemas: Record<string, ValueSchema>;
  timeoutMs: number;
}

const defaultTimeoutMs = 30_000;

/** Finds what a connector of an app stands for in this space. */
export class ServedOperationService {
  readonly #stages: StageService;
  readonly #releases: ReleaseService;

  constructor(stages: StageService, releases: ReleaseService) {
    this.#stages = stages;
    this.#releases = releases;
  }

  /** Throws `query.not-served` that says what of connector, stage, release and operation is missing. */
  async find(space: string, { connector, stage: stageName }: { connector: string; stage: string }, operationId: string): Promise<ServedOperation> {
    const stage = await this.#stages.find(space, connector, stageName);
    if (stage === null) throw notServed(queryMessages.stageMissing({ connector, stage: stageName }));
    if (stage.release === null) throw notServed(queryMessages.stageEmpty({ connector, stage: stageName }));
    const { version } = stage.release;
    const found = await this.#releases.operation(space, connector, version, operationId);
    if (found === null) throw notServed(queryMessages.operationMissing({ connector, version, stage: stageName, operation: operationId }));
    const { operation, content } = found;
    return { connector, stage: stageName, version, operation, schemas: content.schemas, timeoutMs: operation.backend.timeoutMs ?? stage.backend?.timeoutMs ?? defaultTimeoutMs };
  }
}

function notServed(message: Message): UserError {
  return new UserError({ reason: "unprocessable", code: serverErrors.queryNotServed, message });
}

import { type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { ReleaseService } from "./release.service.ts";
import type { SnapshotService } from "./snapshot.service.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";
import type { StageService } from "./stage.service.ts";
import { releaseView, stageView } from "./views.ts";

type Published = ResponseOf<typeof routes.connectors.publish>;

/** Puts a release on a stage, which also is how one goes back to an earlier release. */
export class PublishService {
  readonly #connectors: ConnectorService;
  readonly #stages: StageService;
  readonly #stageRecords: StageRepository;
  readonly #releases: ReleaseService;
  readonly #snapshots: SnapshotService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(connectors: ConnectorService, stages: StageService, stageRecords: StageRepository, releases: ReleaseService, snapshots: SnapshotService, audit: AuditService, transactions: Transactions) {
    this.#connectors = connectors;
    this.#stages = stages;
    this.#stageRecords = stageRecords;
    this.#releases = releases;
    this.#snapshots = snapshots;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /**
   * Serves `version` on the stage; without an existing one, a release is made of the draft first. Everything counts for the
   * gateways at once or not at all. Throws `connector.not-ready`, `release.version` or `release.unchanged`, and what the plugins of the stage lack.
   */
  async publish(actor: Actor, connectorName: string, stageName: string, input: { version?: string | undefined; changelog?: string | undefined }): Promise<Published> {
    const space = spaceOf(actor);
    const connector = await this.#connectors.required(space, connectorName);
    requireBackend(await this.#stages.required(space, connectorName, stageName));
    const existing = input.version === undefined ? null : await this.#releases.servable(space, connectorName, input.version, input.changelog);
    const prepared = existing === null ? await this.#releases.prepare(connector) : null;
    return this.#transactions.run(async (transaction) => {
      const current = await this.#connectors.required(space, connectorName, transaction);
      if (current._id !== connector._id || (prepared !== null && current.draft !== connector.draft)) throw conflictError(connectorMessages.operationsSubject({ connector: connectorName }), null, null);
      const before = requireBackend(await this.#stages.required(space, connectorName, stageName, transaction));
      await this.#stages.checkPlugins(before);
      const release = existing ?? (prepared && (await this.#releases.make(actor, current, prepared, input, transaction)));
      if (release === null) throw conflictError(connectorMessages.subject({ name: connectorName }), null, null);
      const at = new Date();
      const served = { release: { version: release.version, digest: release.gatewayDigest }, publishedAt: at, publishedBy: actor.name, updatedAt: at, updatedBy: actor.name };
      const after = await this.#stageRecords.change(before._id, before.revision, served, transaction);
      if (after === null) throw conflictError(connectorMessages.stageSubject({ stage: stageName, connector: connectorName }), null, stageView(before));
      const gatewayRevision = await this.#snapshots.write(space, transaction);
      const published: Published = { stage: stageView(after), release: releaseView(release), gatewayRevision };
      await this.#audit.record(actor, { target: `stage:${connectorName}/${stageName}`, before: stageView(before), after: { ...published.stage, gatewayRevision } }, transaction);
      return published;
    });
  }
}

function requireBackend(stage: StoredStage): StoredStage {
  if (stage.backend === null) throw new UserError({ reason: "unprocessable", code: serverErrors.connectorNotReady, message: connectorMessages.stageWithoutBackend({ stage: stage.name }) });
  return stage;
}

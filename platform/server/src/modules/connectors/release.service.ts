import { type ChangeLevel, type Message, type Operation, type ReleaseChange, type ReleaseView, UserError } from "@tessera/contracts";
import { highestLevel } from "@tessera/release-diff";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { LastUsed } from "../../persistence/last-used.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction } from "../../persistence/transactions.ts";
import { takingTurns } from "../../platform/taking-turns.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorRepository, StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import { contentDigest } from "./content-digest.ts";
import { gatewayDigest as gatewayDigestOf, gatewayOperation } from "./gateway-release.ts";
import { nextVersion } from "./next-version.ts";
import { lookAhead, requireServable } from "./servable.ts";
import type { DraftOperations, ReleasedOperations } from "./draft-operations.ts";
import { operationDigest } from "./operation.repository.ts";
import type { DigestedContent, ReleaseComparer } from "./release-comparer.ts";
import type { ReleaseContent, ReleaseRepository, StoredRelease } from "./release.repository.ts";
import type { SnapshotRepository } from "./snapshot.repository.ts";
import { releaseView } from "./views.ts";

/** A draft whose contents are kept already, so that the release itself is one small record. */
export interface PreparedRelease extends DigestedContent {
  gatewayDigest: string;
  /** The release that it was compared with, and the highest level of what changed since. */
  latest: StoredRelease | null;
  level: ChangeLevel | null;
}

const cachedContents = 8;

/** Immutable releases of a connector's operations. */
export class ReleaseService {
  readonly #releases: ReleaseRepository;
  readonly #connectors: ConnectorService;
  readonly #connectorRecords: ConnectorRepository;
  readonly #operations: DraftOperations;
  readonly #drafts: DraftRepository;
  readonly #snapshots: SnapshotRepository;
  readonly #comparer: ReleaseComparer;
  /** Contents never change; the last used ones save unpacking on each call. */
  readonly #cache = new LastUsed<ReleaseContent>(cachedContents);
  /** By digest of the content. */
  readonly #byId = new LastUsed<ReleasedOperations>(cachedContents);

  constructor(releases: ReleaseRepository, connectors: ConnectorService, connectorRecords: ConnectorRepository, operations: DraftOperations, drafts: DraftRepository, snapshots: SnapshotRepository, comparer: ReleaseComparer) {
    this.#releases = releases;
    this.#connectors = connectors;
    this.#connectorRecords = connectorRecords;
    this.#operations = operations;
    this.#drafts = drafts;
    this.#snapshots = snapshots;
    this.#comparer = comparer;
  }

  async list(actor: Actor, connector: string, query: ListRequest): Promise<Page<ReleaseView>> {
    await this.#connectors.required(spaceOf(actor), connector);
    return mapPage(await this.#releases.list(spaceOf(actor), connector, query), releaseView);
  }

  /** Everything of a release. Throws `release.not-found`. */
  async content(space: string, connector: string, version: string): Promise<ReleaseContent> {
    return (await this.digested(space, connector, version)).content;
  }

  /** The same with its digest. Throws `release.not-found`. */
  async digested(space: string, connector: string, version: string): Promise<DigestedContent> {
    const release = await this.#releases.find(space, connector, version);
    if (release === null) throw new UserError({ reason: "not-found", code: serverErrors.releaseNotFound, message: connectorMessages.releaseNotFound({ connector, version }) });
    const content = await this.#cache.get(release.digest, () => this.#releases.content(release.digest));
    if (content === null) throw new UserError({ reason: "gone", code: serverErrors.releaseNotFound, message: connectorMessages.releaseGone({ connector, version }) });
    return { content, digest: release.digest };
  }

  /** The operations of the latest release; undefined before the first one. */
  async latestOperations({ space, name, latestVersion }: Pick<StoredConnector, "space" | "name" | "latestVersion">): Promise<ReleasedOperations | undefined> {
    if (latestVersion === null) return undefined;
    const { content, digest } = await this.digested(space, name, latestVersion);
    return (await this.#byId.get(digest, () => digestedById(content.operations))) ?? undefined;
  }

  /** All operations of the draft, in the order of its document. */
  async draftOperations(connector: StoredConnector): Promise<Operation[]> {
    return this.#operations.of(connector, await this.latestOperations(connector));
  }

  /** What a release of the draft would hold. */
  async draft(connector: StoredConnector): Promise<DigestedContent> {
    const [operations, rest] = await Promise.all([this.draftOperations(connector), this.#drafts.read(connector.draft)]);
    const content: ReleaseContent = { operations, ...rest };
    return { content, digest: await contentDigest(content) };
  }

  /** What a content changes since the latest release; nothing when there is none yet. */
  async sinceLatest({ space, name }: StoredConnector, after: DigestedContent): Promise<{ latest: StoredRelease | null; changes: readonly ReleaseChange[] }> {
    const latest = await this.#releases.latest(space, name);
    return { latest, changes: latest === null ? [] : await this.#comparer.compare(await this.digested(space, name, latest.version), after) };
  }

  /** Reads the draft and keeps what a release of it needs; nothing points there yet. Throws `connector.not-ready`, also for what gateways would refuse. */
  async prepare(connector: StoredConnector): Promise<PreparedRelease> {
    const { content, digest } = await this.draft(connector);
    const { operations } = content;
    if (operations.length === 0) throw new UserError({ reason: "unprocessable", code: serverErrors.connectorNotReady, message: connectorMessages.noOperations({ name: connector.name }) });
    await lookAhead(operations);
    requireServable(connector.name, operations);
    const gatewayDigest = gatewayDigestOf(operations);
    const keeping = Promise.all([this.#releases.keepContent(digest, content), this.#snapshots.keepRelease(gatewayDigest, operations.map(gatewayOperation))]);
    const [{ latest, changes }] = await Promise.all([this.sinceLatest(connector, { content, digest }), keeping]);
    this.#cache.put(digest, content);
    return { content, digest, gatewayDigest, latest, level: highestLevel(changes) };
  }

  /**
   * Makes the release; the latest one is answered when the draft did not change since and no version is stated. Throws
   * `release.unchanged` when a changelog was typed that this one would not get. Null: somebody else made one meanwhile; prepare again.
   */
  async make(actor: Actor, connector: StoredConnector, prepared: PreparedRelease, input: { version?: string | undefined; changelog?: string | undefined }, transaction: Transaction): Promise<StoredRelease | null> {
    const { space, name } = connector;
    const latest = await this.#releases.latest(space, name, transaction);
    if (latest?._id !== prepared.latest?._id) return null;
    if (latest !== null && latest.digest === prepared.digest && input.version === undefined) {
      keepsChangelog(latest, input.changelog, connectorMessages.releaseUnchanged({ version: latest.version }));
      return latest;
    }
    const { operations } = prepared.content;
    const release: StoredRelease = {
      _id: newId(), space, connector: name, version: nextVersion(latest, prepared.level, input.version), changelog: input.changelog ?? "", operationCount: operations.length,
      digest: prepared.digest, gatewayDigest: prepared.gatewayDigest, createdAt: new Date(), createdBy: actor.name,
    };
    await this.#releases.insert(release, transaction);
    await this.#connectorRecords.draftChanged(connector._id, connector.draft, { latestVersion: release.version }, transaction);
    return release;
  }

  /** An existing release of which gateways take all. Throws `release.unchanged` or `connector.not-ready`. */
  async servable(space: string, connector: string, version: string, changelog: string | undefined): Promise<StoredRelease | null> {
    const release = await this.#releases.find(space, connector, version);
    if (release === null) return null;
    keepsChangelog(release, changelog, connectorMessages.releaseKept({ version }));
    requireServable(connector, (await this.content(space, connector, version)).operations);
    return release;
  }

  /** An operation of the release that a version names. */
  async operation(space: string, connector: string, version: string, id: string): Promise<{ operation: Operation; content: ReleaseContent } | null> {
    const content = await this.content(space, connector, version);
    const operation = content.operations.find((candidate) => candidate.id === id);
    return operation === undefined ? null : { operation, content };
  }
}

async function digestedById(operations: readonly Operation[]): Promise<ReleasedOperations> {
  const digested = new Map<string, { operation: Operation; digest: string }>();
  const othersTurn = takingTurns();
  for (const operation of operations) {
    digested.set(operation.id, { operation, digest: operationDigest(operation) });
    await othersTurn();
  }
  return digested;
}

/** A release never changes, so that a changelog typed for it would be lost. */
function keepsChangelog(release: StoredRelease, changelog: string | undefined, refusal: Message): void {
  if (changelog === undefined || changelog.trim() === "" || changelog === release.changelog) return;
  throw new UserError({ reason: "conflict", code: serverErrors.releaseUnchanged, message: refusal, path: "/changelog", detail: { version: release.version } });
}

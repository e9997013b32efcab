import { type PublishPreview, type ReleaseChange, type ReleaseDiff, isAllowed } from "@tessera/contracts";
import { highestLevel, impactOf, suggestVersion } from "@tessera/release-diff";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { countsOf, listed, needsAcceptance } from "./breaking.ts";
import type { ConnectorService } from "./connector.service.ts";
import { nextVersion } from "./next-version.ts";
import type { OperationUses } from "./operation-uses.ts";
import type { DigestedContent, ReleaseComparer } from "./release-comparer.ts";
import type { ReleaseService } from "./release.service.ts";
import type { StageService } from "./stage.service.ts";

interface Target extends DigestedContent {
  suggestedVersion: string;
  nextVersion: string;
}

/** What a release changes for its callers, and whom it breaks. */
export class ReleaseDiffService {
  readonly #connectors: ConnectorService;
  readonly #stages: StageService;
  readonly #releases: ReleaseService;
  readonly #comparer: ReleaseComparer;
  readonly #uses: OperationUses;

  constructor(connectors: ConnectorService, stages: StageService, releases: ReleaseService, comparer: ReleaseComparer, uses: OperationUses) {
    this.#connectors = connectors;
    this.#stages = stages;
    this.#releases = releases;
    this.#comparer = comparer;
    this.#uses = uses;
  }

  /** From one release to another, with the queries on any stage that break. Throws `release.not-found`. */
  async diff(actor: Actor, connector: string, from: string, to: string): Promise<ReleaseDiff> {
    const space = spaceOf(actor);
    await this.#connectors.required(space, connector);
    const [before, after] = await Promise.all([this.#releases.digested(space, connector, from), this.#releases.digested(space, connector, to)]);
    return this.#answer(actor, connector, { from, to, stage: undefined }, await this.#comparer.compare(before, after));
  }

  /** From what a stage serves to the draft, or to an existing release. Throws `stage.not-found` or `release.not-found`. */
  async preview(actor: Actor, connectorName: string, stageName: string, version: string | undefined): Promise<PublishPreview> {
    const space = spaceOf(actor);
    const stage = await this.#stages.required(space, connectorName, stageName);
    const from = stage.release?.version ?? null;
    const target = version === undefined ? await this.#draft(space, connectorName) : { ...(await this.#releases.digested(space, connectorName, version)), suggestedVersion: version, nextVersion: version };
    const changes = from === null ? [] : await this.#comparer.compare(await this.#releases.digested(space, connectorName, from), target);
    const answer = await this.#answer(actor, connectorName, { from, to: version ?? null, stage: stageName }, changes);
    return { ...answer, suggestedVersion: target.suggestedVersion, nextVersion: target.nextVersion, needsAcceptance: needsAcceptance({ from, to: target.nextVersion, changes }) };
  }

  async #draft(space: string, connectorName: string): Promise<Target> {
    const connector = await this.#connectors.required(space, connectorName);
    const draft = await this.#releases.draft(connector);
    const { latest, changes } = await this.#releases.sinceLatest(connector, draft);
    if (latest?.digest === draft.digest) return { ...draft, suggestedVersion: latest.version, nextVersion: latest.version };
    return { ...draft, suggestedVersion: suggestVersion(latest?.version ?? null, changes), nextVersion: nextVersion(latest, highestLevel(changes), undefined) };
  }

  async #answer(actor: Actor, connector: string, { from, to, stage }: { from: string | null; to: string | null; stage: string | undefined }, changes: readonly ReleaseChange[]): Promise<ReleaseDiff> {
    return { from, to, changes: listed(changes), counts: countsOf(changes), impact: await this.#impact(actor, connector, stage, changes) };
  }

  /** Who may not see apps is not told which of them break. */
  async #impact(actor: Actor, connector: string, stage: string | undefined, changes: readonly ReleaseChange[]): Promise<ReleaseDiff["impact"]> {
    if (!isAllowed("app.read", actor.role ?? undefined, actor.administrator)) return null;
    const operations = new Set(changes.filter(({ level }) => level === "breaking").map(({ operation }) => operation));
    return impactOf(changes, await this.#uses.of({ space: spaceOf(actor), connector, stage, operations }));
  }
}

import { type AppRecords, type BodyOf, type Diff, type ResponseOf, UserError, type routes } from "@tessera/contracts";
import { diffRecords, isEmptyDiff, keysOf, sameJson } from "@tessera/page";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import type { Transaction, Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { AppChange, AppChangeRepository } from "./app-change.repository.ts";
import { factsOf } from "./app-facts.ts";
import { appMessages, firstOf } from "./app.messages.ts";
import type { AppRecordRepository } from "./app-record.repository.ts";
import type { AppRepository, StoredApp } from "./app.repository.ts";
import type { AppService } from "./app.service.ts";
import { applyChange, checkRecords, staleKeys } from "./apply-change.ts";
import type { ChangeFeed } from "./change-feed.ts";

type ChangeInput = { baseRevision: number; diff: Diff; changeId: string };
type Changed = ResponseOf<typeof routes.apps.change>;
type Changes = ResponseOf<typeof routes.apps.changes>;
/** What clients send before defaults are filled in. */
export type ChangeBody = BodyOf<typeof routes.apps.change>;

const maxRecords = 20_000;
const maxSizeBytes = 48 * 1024 * 1024;
const pruneEvery = 50;

/** The drafts of apps, changed record by record by several people at once. */
export class DraftService {
  readonly #apps: AppRepository;
  readonly #service: AppService;
  readonly #records: AppRecordRepository;
  readonly #changes: AppChangeRepository;
  readonly #feed: ChangeFeed;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(apps: AppRepository, service: AppService, records: AppRecordRepository, changes: AppChangeRepository, feed: ChangeFeed, audit: AuditService, transactions: Transactions) {
    this.#apps = apps;
    this.#service = service;
    this.#records = records;
    this.#changes = changes;
    this.#feed = feed;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  /** The draft as one state: head and records of the same revision. */
  async read(space: string, name: string): Promise<{ app: StoredApp; records: AppRecords }> {
    return this.#transactions.run(async (transaction) => {
      const app = await this.#service.required(space, name, transaction);
      return { app, records: await this.#records.read(app._id, undefined, transaction) };
    });
  }

  async get(actor: Actor, name: string): Promise<ResponseOf<typeof routes.apps.draft>> {
    const { app, records } = await this.read(spaceOf(actor), name);
    return { revision: app.revision, records };
  }

  /**
   * Applies an edit. Records that others changed since `baseRevision` are merged when the edit does not touch them. A resent
   * `changeId` gets the first answer. Throws `app.conflict` (409 with both versions), `app.record-invalid` or `app.changes-expired`.
   */
  async change(actor: Actor, name: string, input: ChangeInput): Promise<Changed> {
    checkRecords(input.diff);
    const { answer, id, pruned } = await this.#transactions.run(async (transaction) => {
      const app = await this.#service.required(spaceOf(actor), name, transaction);
      const earlier = await this.#changes.find(app._id, input.changeId, transaction);
      const isResent = earlier !== null;
      if (isResent && !sameJson(earlier.diff, input.diff)) {
        throw new UserError({ reason: "conflict", code: serverErrors.appChangeId, message: appMessages.changeId({ changeId: input.changeId }), path: "/changeId" });
      }
      const until = isResent ? earlier.revision - 1 : app.revision;
      const others = await this.#between(app, input.baseRevision, until, transaction);
      const revision = isResent ? earlier.revision : isEmptyDiff(input.diff) ? app.revision : (await this.#apply(actor, app, input, transaction)).revision;
      if (isResent || revision === app.revision) this.#audit.changedNothing(actor);
      return { answer: { revision, others: others.map(({ revision: at, by, diff }) => ({ revision: at, by, diff })) }, id: app._id, pruned: revision % pruneEvery === 0 };
    });
    this.#feed.announce(id);
    if (pruned) await this.#changes.prune(id);
    return answer;
  }

  /** Edits after `since`; waits up to `waitMs` for the first one. Throws `app.changes-expired` when the log no longer reaches back. */
  async changes(actor: Actor, name: string, since: number, waitMs: number, signal: AbortSignal): Promise<Changes> {
    const space = spaceOf(actor);
    const deadline = performance.now() + waitMs;
    for (let app = await this.#service.required(space, name); ; ) {
      const listening = this.#feed.listen(app._id, Math.max(0, deadline - performance.now()), signal);
      try {
        app = await this.#service.required(space, name);
        if (app.revision !== since || performance.now() >= deadline || signal.aborted || this.#feed.isClosed) {
          const changes = await this.#between(app, since, app.revision);
          return { revision: app.revision, changes: changes.map(({ revision, by, at, changeId, diff }) => ({ revision, by, at: at.toISOString(), changeId, diff })) };
        }
        await listening.changed;
      } finally {
        listening.stop();
      }
    }
  }

  /** Makes the draft equal to `records`, as one change that others see; part of a larger change, which records it. */
  async replace(actor: Actor, app: StoredApp, records: AppRecords, transaction: Transaction): Promise<StoredApp> {
    const diff = diffRecords(await this.#records.read(app._id, undefined, transaction), records);
    return isEmptyDiff(diff) ? app : this.#write(actor, app, diff, newId(), transaction);
  }

  /** Says that a transaction which changed the draft was committed. */
  announce(app: StoredApp): void {
    this.#feed.announce(app._id);
  }

  async #apply(actor: Actor, app: StoredApp, input: ChangeInput, transaction: Transaction): Promise<StoredApp> {
    const { diff } = input;
    const current = await this.#records.read(app._id, keysOf(diff), transaction);
    const stale = staleKeys(diff, current);
    if (stale.length > 0) throw draftConflict(app, input, stale, current);
    const after = await this.#write(actor, app, diff, input.changeId, transaction, current);
    await this.#audit.record(actor, { target: `draft:${app.name}`, before: { revision: app.revision }, after: { revision: after.revision, changeId: input.changeId, records: keysOf(diff).slice(0, 100) } }, transaction);
    return after;
  }

  async #write(actor: Actor, app: StoredApp, diff: Diff, changeId: string, transaction: Transaction, known?: AppRecords): Promise<StoredApp> {
    const current = known ?? (await this.#records.read(app._id, keysOf(diff), transaction));
    const { set, removed, recordCount, sizeBytes } = applyChange(diff, current);
    const size = { recordCount: app.recordCount + recordCount, sizeBytes: app.sizeBytes + sizeBytes };
    refuseTooLarge(app.name, size);
    const at = new Date();
    const revision = app.revision + 1;
    const head = set["app"];
    await this.#records.write(app.space, app._id, set, removed, transaction);
    await this.#changes.append(app.space, app._id, { revision, changeId, by: actor.name, at, diff }, transaction);
    const after = await this.#apps.change(app._id, app.revision, { ...size, ...(head === undefined ? {} : factsOf(head)), revision, updatedAt: at, updatedBy: actor.name }, transaction);
    if (after === null) throw draftConflict(app, { baseRevision: app.revision, diff, changeId }, keysOf(diff), current);
    return after;
  }

  async #between(app: StoredApp, after: number, until: number, transaction?: Transaction): Promise<AppChange[]> {
    const changes = after > app.revision ? null : await this.#changes.between(app._id, after, until, transaction);
    if (changes !== null) return changes;
    throw new UserError({ reason: "gone", code: serverErrors.appChangesExpired, message: appMessages.changesExpired({ name: app.name, after }), detail: { revision: app.revision } });
  }
}

/** Throws `app.too-large` (413). */
export function refuseTooLarge(name: string, { recordCount, sizeBytes }: { recordCount: number; sizeBytes: number }): void {
  if (recordCount <= maxRecords && sizeBytes <= maxSizeBytes) return;
  const message =
    recordCount > maxRecords
      ? appMessages.tooManyRecords({ name, count: recordCount, limit: maxRecords })
      : appMessages.tooLarge({ name, size: Math.ceil(sizeBytes / 1024 / 1024), limit: maxSizeBytes / 1024 / 1024 });
  throw new UserError({ reason: "too-large", code: serverErrors.appTooLarge, message });
}

function draftConflict(app: StoredApp, { baseRevision, diff, changeId }: ChangeInput, keys: string[], current: AppRecords): UserError {
  const records = firstOf(keys);
  return new UserError({
    reason: "conflict",
    code: serverErrors.appConflict,
    message: appMessages.draftConflict({ records, name: app.name }),
    detail: { keys, yours: { baseRevision, changeId, diff }, theirs: { revision: app.revision, records: Object.fromEntries(keys.map((key) => [key, current[key] ?? null])) } },
  });
}

import { type AuditRecord, DefectError } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, mapPage } from "../../persistence/page.ts";
import type { Transaction } from "../../persistence/transactions.ts";
import type { AuditRepository, StoredAuditRecord } from "./audit.repository.ts";
import { redact } from "./redact.ts";

/** What a change did: `target` like `connector:prometheus`, the record before and after as clients see it. */
export interface Change {
  target: string;
  before: unknown;
  after: unknown;
  /** Space whose audit shows it; the actor's unless said, null: the platform's. */
  space?: string | null;
}

/** Keeps who changed what, when, from where. */
export class AuditService {
  readonly #records: AuditRepository;
  /** Actors whose change was recorded: one exists per request, so that a change without a record is noticed. */
  readonly #recorded = new WeakSet<Actor>();

  constructor(records: AuditRepository) {
    this.#records = records;
  }

  /** Records a change in the transaction that makes it, so that neither exists without the other. */
  async record(actor: Actor, change: Change, transaction?: Transaction): Promise<void> {
    if (actor.kind === "none") throw new DefectError({ code: serverErrors.internal, message: `${actor.action} changed ${change.target} for nobody` });
    await this.#records.append(
      {
        _id: newId(),
        space: change.space === undefined ? actor.space : change.space,
        at: new Date(),
        actor: { kind: actor.kind, id: actor.id, name: actor.name },
        action: actor.action,
        target: change.target,
        before: JSON.stringify(redact(change.before)),
        after: JSON.stringify(redact(change.after)),
        traceId: actor.traceId,
        address: actor.address,
      },
      transaction,
    );
    this.#recorded.add(actor);
  }

  /** Says that a call of a changing route changed nothing, so that no record is owed. */
  changedNothing(actor: Actor): void {
    this.#recorded.add(actor);
  }

  hasRecorded(actor: Actor): boolean {
    return this.#recorded.has(actor);
  }

  async list(actor: Actor, query: ListRequest & { actor?: string | undefined; target?: string | undefined }): Promise<Page<AuditRecord>> {
    return mapPage(await this.#records.list(spaceOf(actor), { actor: query.actor, target: query.target }, query), viewOf);
  }
}

function viewOf(record: StoredAuditRecord): AuditRecord {
  const { _id, at, actor, action, target, before, after, traceId, address } = record;
  return { id: _id, at: at.toISOString(), actor: { kind: actor.kind, id: actor.id, name: actor.name }, action, target, before: JSON.parse(before) as unknown, after: JSON.parse(after) as unknown, traceId, address };
}

import { OperationalError, UserError, verbatim } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { type Actor, spaceOf } from "../../../identity/actor.ts";
import { unpack } from "../../../persistence/packed.ts";
import type { AuditService } from "../../audit/audit.service.ts";
import type { StoredRun } from "../../runs/run-record.ts";
import type { RunService } from "../../runs/run.service.ts";
import type { SplitInputs } from "./query-inputs.ts";
import type { QueryResult, QueryRun } from "./query-runner.service.ts";
import { queryMessages } from "./query.messages.ts";
import type { ServedOperation } from "./served-operation.service.ts";

/** Longest that one request waits for the end of work, ms; the page asks again. */
const waitMs = 20_000;

/** What a query that starts work has come to: its result, or word that it goes on. */
export type AsyncOutcome = { raw: unknown } | { pending: NonNullable<QueryResult["pending"]> };

/**
 * Queries whose operation only starts work. The same person with the same inputs joins the work while it goes on, so that a page that is
 * opened again, or a button that is pressed twice, starts nothing twice; leaving the page does not stop it.
 */
export class AsyncQueries {
  readonly #runs: RunService;
  readonly #audit: AuditService;

  constructor(runs: RunService, audit: AuditService) {
    this.#runs = runs;
    this.#audit = audit;
  }

  /** Starts the work or finds what was started. Throws `run.not-found` for a run of somebody else or of other inputs. */
  async begin(actor: Actor, run: QueryRun, served: ServedOperation, inputs: SplitInputs): Promise<StoredRun> {
    const { query, identity, follow } = run;
    const { connector, stage, operation, version, timeoutMs } = served;
    const request = { connector, stage, found: { operation, version, timeoutMs }, params: inputs.params, body: inputs.body, identity, callerName: identity.name, key: null, joins: query.id };
    if (follow === undefined) return (await this.#runs.begin(actor, request)).run;
    // Each further look of the page is no change of anything.
    this.#audit.changedNothing(actor);
    return this.#runs.ofQuestion(spaceOf(actor), follow.run, request);
  }

  /** Waits a while for the end. Throws what the query throws when the work did not succeed. */
  async outcome(started: StoredRun, { query, signal, follow }: QueryRun): Promise<AsyncOutcome> {
    const run = await this.#runs.settled(started, waitMs, signal, follow?.change ?? started.change);
    if (run.phase !== "ended") return { pending: { run: run._id, change: run.change, state: run.state, progress: run.progress } };
    const detail = { query: query.id, run: run._id };
    if (run.state === "succeeded") {
      if (run.truncated) throw new UserError({ reason: "unprocessable", code: serverErrors.queryTooLarge, message: queryMessages.tooLarge({ query: query.name, limit: 8 }), detail });
      return { raw: run.result === null ? null : await unpack<unknown>(run.result) };
    }
    const message = queryMessages.of({ query: query.name, reason: run.error?.message ?? verbatim(run.state) });
    if (run.state === "timed-out") throw new OperationalError({ kind: "timeout", code: serverErrors.queryTimeout, message, detail });
    if (run.error?.code === serverErrors.runDenied) throw new UserError({ reason: "forbidden", code: serverErrors.queryNotGranted, message, detail });
    throw new UserError({ reason: "unprocessable", code: serverErrors.queryRefused, message, detail });
  }
}

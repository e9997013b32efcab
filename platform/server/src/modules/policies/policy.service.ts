import { type BodyOf, type OperationPolicy, type OperationPolicyView, type OperationUser, type ResponseOf, UserError, isAllowed, type routes } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { conflictError } from "../../persistence/conflict.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import type { Transactions } from "../../persistence/transactions.ts";
import type { AuditService } from "../audit/audit.service.ts";
import type { ConnectorService } from "../connectors/connector.service.ts";
import type { OperationUses } from "../connectors/operation-uses.ts";
import { operationNotFound } from "../connectors/operation.service.ts";
import type { SnapshotService } from "../connectors/snapshot.service.ts";
import { policyMessages } from "./policy.messages.ts";
import type { PolicyRepository, StoredPolicy } from "./policy.repository.ts";
import type { ServedOperations } from "./served-operations.ts";

type SaveInput = BodyOf<typeof routes.policies.save>;
type Saved = ResponseOf<typeof routes.policies.save>;

/** What is decided about operations while they are served: offline, deprecated, limited. */
export class PolicyService {
  readonly #policies: PolicyRepository;
  readonly #connectors: ConnectorService;
  readonly #served: ServedOperations;
  readonly #uses: OperationUses;
  readonly #snapshots: SnapshotService;
  readonly #audit: AuditService;
  readonly #transactions: Transactions;

  constructor(policies: PolicyRepository, connectors: ConnectorService, served: ServedOperations, uses: OperationUses, snapshots: SnapshotService, audit: AuditService, transactions: Transactions) {
    this.#policies = policies;
    this.#connectors = connectors;
    this.#served = served;
    this.#uses = uses;
    this.#snapshots = snapshots;
    this.#audit = audit;
    this.#transactions = transactions;
  }

  async list(actor: Actor, connector: string): Promise<{ items: OperationPolicyView[] }> {
    const space = spaceOf(actor);
    await this.#connectors.required(space, connector);
    const [stored, stagesOf] = await Promise.all([this.#policies.ofConnector(space, connector), this.#served.stagesOf(space, connector)]);
    return { items: stored.map((policy) => policyView(policy, stagesOf(policy.operation))) };
  }

  /** Decides; gateways obey within a second. Throws `operation.not-found`, `policy.replacement`, `policy.sunset` or `conflict`. */
  async save(actor: Actor, connector: string, operation: string, { revision, ...input }: SaveInput): Promise<Saved> {
    const space = spaceOf(actor);
    const policy: OperationPolicy = { offline: input.offline ? { ...input.offline, from: input.offline.from ?? new Date().toISOString() } : null, deprecation: input.deprecation ?? null, limit: input.limit ? { per: "caller", ...input.limit } : null };
    const stagesOf = await this.#served.stagesOf(space, connector);
    await this.#requireDeprecation(space, connector, operation, policy);
    const isKnown = await this.#served.exists(space, connector, operation);
    try {
      return await this.#transactions.run(async (transaction) => {
        await this.#connectors.required(space, connector, transaction);
        const before = await this.#policies.find(space, connector, operation, transaction);
        if (before === null && !isKnown) throw operationNotFound(connector, operation);
        const theirs = before && policyView(before, stagesOf(operation));
        if (before?.revision !== revision) throw conflictError(policyMessages.subject({ operation, connector }), { ...input, revision }, theirs);
        const after = await this.#policies.put(before, { space, connector, operation, ...policy, updatedAt: new Date(), updatedBy: actor.name }, transaction);
        if (after === null) throw conflictError(policyMessages.subject({ operation, connector }), { ...input, revision }, theirs);
        const view = policyView(after, stagesOf(operation));
        const gatewayRevision = await this.#snapshots.write(space, transaction);
        await this.#audit.record(actor, { target: `operation:${connector}/${operation}`, before: theirs, after: { ...view, gatewayRevision } }, transaction);
        return { policy: view, gatewayRevision };
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw conflictError(policyMessages.subject({ operation, connector }), { ...input, revision }, null);
      throw error;
    }
  }

  /** Queries of apps that call the operation, on any stage; who may not see apps is told none. */
  async users(actor: Actor, connector: string, operation: string): Promise<{ items: OperationUser[]; isKnown: boolean }> {
    const space = spaceOf(actor);
    await this.#connectors.required(space, connector);
    if (!isAllowed("app.read", actor.role ?? undefined, actor.administrator)) return { items: [], isKnown: false };
    const users = new Map<string, OperationUser>();
    for (const { app, title, version, query, pages } of await this.#uses.of({ space, connector, operations: new Set([operation]) })) {
      const key = JSON.stringify([app, query.id]);
      const known = users.get(key) ?? { app, title, versions: [], query, pages: [] };
      if (!known.versions.includes(version)) known.versions.push(version);
      for (const page of pages) if (!known.pages.some(({ id }) => id === page.id)) known.pages.push(page);
      users.set(key, known);
    }
    return { items: [...users.values()], isKnown: true };
  }

  async #requireDeprecation(space: string, connector: string, operation: string, { deprecation }: OperationPolicy): Promise<void> {
    if (deprecation === null) return;
    const { since, sunset, replacement } = deprecation;
    if (sunset !== undefined && Date.parse(sunset) < Date.parse(since)) throw new UserError({ code: serverErrors.policySunset, message: policyMessages.sunset({ sunset, since }), path: "/deprecation/sunset" });
    if (replacement === undefined) return;
    if (replacement === operation) throw new UserError({ code: serverErrors.policyReplacement, message: policyMessages.replacedByItself(), path: "/deprecation/replacement" });
    if (!(await this.#served.exists(space, connector, replacement))) throw new UserError({ code: serverErrors.policyReplacement, message: policyMessages.replacement({ connector, replacement }), path: "/deprecation/replacement" });
  }
}

function policyView({ operation, offline, deprecation, limit, updatedAt, updatedBy, revision }: StoredPolicy, servedOn: string[]): OperationPolicyView {
  return { operation, offline, deprecation, limit, servedOn, updatedAt: updatedAt.toISOString(), updatedBy, revision };
}

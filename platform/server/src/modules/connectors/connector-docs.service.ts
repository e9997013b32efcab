import { type ConnectorDocs, type DocsGapCode, type Operation, type ResponseOf, docsGapCodes, docsScore, httpMethods, type routes } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { LastUsed } from "../../persistence/last-used.ts";
import { takingTurns } from "../../platform/taking-turns.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftChanges } from "./draft-changes.ts";
import type { DraftRows } from "./draft-rows.ts";
import type { OperationRepository } from "./operation.repository.ts";
import type { ReleaseService } from "./release.service.ts";

type Facets = ResponseOf<typeof routes.authoring.facets>;

/** Below it an operation counts as poorly documented. */
const poorScore = 60;
const listedWorst = 20;
const listedLabels = 200;
const keptAnswers = 16;

/** What there is to say of all operations of a connector together. */
export class ConnectorDocsService {
  readonly #operations: OperationRepository;
  readonly #connectors: ConnectorService;
  readonly #releases: ReleaseService;
  readonly #changes: DraftChanges;
  readonly #rows: DraftRows;
  /** By draft and its last change, or by release. */
  readonly #scores = new LastUsed<ConnectorDocs>(keptAnswers);

  constructor(operations: OperationRepository, connectors: ConnectorService, releases: ReleaseService, changes: DraftChanges, rows: DraftRows) {
    this.#operations = operations;
    this.#connectors = connectors;
    this.#releases = releases;
    this.#changes = changes;
    this.#rows = rows;
  }

  async facets(actor: Actor, name: string): Promise<Facets> {
    const connector = await this.#connectors.required(spaceOf(actor), name);
    const [rows, changeOf] = await Promise.all([this.#rows.of(connector), this.#changes.of(connector)]);
    const methods = countsOf(rows.map(({ method }) => method));
    return {
      total: rows.length,
      methods: httpMethods.flatMap((value) => (methods.has(value) ? [{ value, count: methods.get(value) ?? 0 }] : [])),
      labels: [...countsOf(rows.flatMap(({ tags }) => tags))].map(([value, count]) => ({ value, count })).toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)).slice(0, listedLabels),
      deprecated: rows.filter(({ deprecated }) => deprecated).length,
      changed: rows.filter((row) => changeOf(row) !== undefined).length,
      poorlyDocumented: rows.filter(({ score }) => score < poorScore).length,
    };
  }

  /** Of the draft, or of a release. Throws `release.not-found`. */
  async docs(actor: Actor, name: string, version?: string): Promise<ConnectorDocs> {
    const { space, draft, updatedAt } = await this.#connectors.required(spaceOf(actor), name);
    const key = version === undefined ? `${draft} ${updatedAt.getTime()}` : `${space}/${name} ${version}`;
    const load = async (): Promise<ConnectorDocs> => summarise(version === undefined ? await this.#operations.all(draft) : (await this.#releases.content(space, name, version)).operations);
    return (await this.#scores.get(key, load)) ?? summarise([]);
  }
}

async function summarise(operations: readonly Operation[]): Promise<ConnectorDocs> {
  const scored: ConnectorDocs["worst"] = [];
  const lacking = new Map<DocsGapCode, number>();
  const othersTurn = takingTurns();
  for (const operation of operations) {
    const { id, method, path } = operation;
    const { score, missing } = docsScore(operation);
    scored.push({ id, method, path, score, missing });
    for (const code of new Set(missing.map((gap) => gap.code))) lacking.set(code, (lacking.get(code) ?? 0) + 1);
    await othersTurn();
  }
  const sum = scored.reduce((total, { score }) => total + score, 0);
  return {
    score: scored.length === 0 ? null : Math.round(sum / scored.length),
    operations: scored.length,
    missing: docsGapCodes.flatMap((code) => (lacking.has(code) ? [{ code, operations: lacking.get(code) ?? 0 }] : [])).toSorted((one, other) => other.operations - one.operations),
    worst: scored.filter(({ score }) => score < 100).toSorted((one, other) => one.score - other.score).slice(0, listedWorst),
  };
}

function countsOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

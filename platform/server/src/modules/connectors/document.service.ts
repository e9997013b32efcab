import { type BodyOf, type ImportReport, type ResponseOf, type routes, localize } from "@tessera/contracts";
import type { ImportResult } from "@tessera/openapi";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { TextFetcher } from "../../platform/text-fetcher.ts";
import type { StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { PlannedImport } from "./document-jobs.ts";
import type { DraftRepository } from "./draft.repository.ts";
import { type OperationRepository, routeOf } from "./operation.repository.ts";
import type { PolicyRepository } from "../policies/policy.repository.ts";
import type { ReleaseService } from "./release.service.ts";
import { runDocumentJob } from "./run-document-job.ts";

/** An API document: its text or its address. */
export interface DocumentSource {
  text?: string | undefined;
  url?: string | undefined;
}

/** Largest body that brings a document: 50 million characters in JSON quotes. */
export const documentLimitBytes = 80 * 1024 * 1024;

const fetchLimits = { maxBytes: 50_000_000, timeoutMs: 30_000 } as const;

/** Reads and writes API documents. @tessera/openapi is loaded with the first one, since most processes see none for long. */
export class DocumentService {
  readonly #egress: TextFetcher;
  readonly #connectors: ConnectorService;
  readonly #operations: OperationRepository;
  readonly #drafts: DraftRepository;
  readonly #releases: ReleaseService;
  readonly #policies: PolicyRepository;

  constructor(egress: TextFetcher, connectors: ConnectorService, operations: OperationRepository, drafts: DraftRepository, releases: ReleaseService, policies: PolicyRepository) {
    this.#egress = egress;
    this.#connectors = connectors;
    this.#operations = operations;
    this.#drafts = drafts;
    this.#releases = releases;
    this.#policies = policies;
  }

  /** What an import would do. */
  async check(source: DocumentSource, signal?: AbortSignal): Promise<ImportReport> {
    return (await this.read(source, signal)).report;
  }

  /** What an import over a connector would change of it. */
  async checkOver(actor: Actor, name: string, source: DocumentSource, signal?: AbortSignal): Promise<ImportReport> {
    return (await this.plan(await this.#connectors.required(spaceOf(actor), name), source, signal)).report;
  }

  /** The operations of a document; an address is fetched under the egress policy for what users type. Throws the codes of `openapiErrors` and `egressErrors`. */
  async read(source: DocumentSource, signal?: AbortSignal): Promise<ImportResult> {
    return runDocumentJob({ kind: "read", ...(await this.#textOf(source, signal)) }, signal);
  }

  /** The operations of a document with what people changed by hand on those of the connector, if there is one. Throws as `read` does. */
  async plan(connector: StoredConnector | null, source: DocumentSource, signal?: AbortSignal): Promise<PlannedImport> {
    const text = await this.#textOf(source, signal);
    const [current, draft] = connector === null ? [[], null] : await Promise.all([this.#operations.contents(connector.draft), this.#drafts.packed(connector.draft)]);
    return runDocumentJob({ kind: "reimport", ...text, current, draft }, signal);
  }

  /** Operations made of calls that somebody copied. Throws `openapi.example-invalid`. */
  async byExample(actor: Actor, input: BodyOf<typeof routes.authoring.byExample>, signal?: AbortSignal): Promise<ResponseOf<typeof routes.authoring.byExample>> {
    const connector = input.connector === undefined ? undefined : await this.#connectors.required(spaceOf(actor), input.connector);
    const { operations, server, origins, credentials, skipped } = await runDocumentJob({ kind: "example", form: input.kind, text: input.text, origin: input.origin }, signal);
    const taken = new Set(connector === undefined ? [] : (await this.#operations.clashing(connector.draft, operations)).map(({ route }) => route));
    return { server, origins, operations, existing: operations.filter(({ method, path }) => taken.has(routeOf(method, path))).map(({ id }) => id), credentials, skipped };
  }

  async #textOf(source: DocumentSource, signal?: AbortSignal): Promise<{ text: string; sourceUrl?: string }> {
    if (source.url === undefined) return { text: source.text ?? "" };
    const { text, url } = await this.#egress.fetchText(source.url, { purpose: "import", ...fetchLimits, ...(signal === undefined ? {} : { signal }) });
    return { text, sourceUrl: url };
  }

  /** OpenAPI 3.1 document of the draft or of a release; what was deprecated since is marked in either. */
  async export(actor: Actor, name: string, version?: string): Promise<Record<string, unknown>> {
    const connector = await this.#connectors.required(spaceOf(actor), name);
    const { exportDocument } = await import("@tessera/openapi");
    const content = version === undefined ? { operations: await this.#operations.all(connector.draft), ...(await this.#drafts.read(connector.draft)) } : await this.#releases.content(connector.space, name, version);
    const deprecated = new Set((await this.#policies.ofConnector(connector.space, name)).filter(({ deprecation }) => deprecation !== null).map(({ operation }) => operation));
    const operations = content.operations.map((operation) => (deprecated.has(operation.id) ? { ...operation, deprecated: true } : operation));
    const title = localize(connector.title, "en") || name;
    return { ...exportDocument({ ...content, operations, title, version: version ?? connector.latestVersion ?? "0.0.0", ...(connector.description === "" ? {} : { description: connector.description }) }) };
  }
}

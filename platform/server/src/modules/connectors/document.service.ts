import { type ImportReport, localize } from "@tessera/contracts";
import type { ImportResult } from "@tessera/openapi";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { TextFetcher } from "../../platform/text-fetcher.ts";
import type { ConnectorService } from "./connector.service.ts";
import type { DraftRepository } from "./draft.repository.ts";
import type { OperationRepository } from "./operation.repository.ts";
import { readDocument } from "./read-document.ts";
import type { ReleaseService } from "./release.service.ts";

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

  constructor(egress: TextFetcher, connectors: ConnectorService, operations: OperationRepository, drafts: DraftRepository, releases: ReleaseService) {
    this.#egress = egress;
    this.#connectors = connectors;
    this.#operations = operations;
    this.#drafts = drafts;
    this.#releases = releases;
  }

  /** What an import would do. */
  async check(source: DocumentSource, signal?: AbortSignal): Promise<ImportReport> {
    return (await this.read(source, signal)).report;
  }

  /** The operations of a document; an address is fetched under the egress policy for what users type. Throws the codes of `openapiErrors` and `egressErrors`. */
  async read(source: DocumentSource, signal?: AbortSignal): Promise<ImportResult> {
    if (source.url === undefined) return readDocument(source.text ?? "", undefined, signal);
    const { text, url } = await this.#egress.fetchText(source.url, { purpose: "import", ...fetchLimits, ...(signal === undefined ? {} : { signal }) });
    return readDocument(text, url, signal);
  }

  /** OpenAPI 3.1 document of the draft or of a release. */
  async export(actor: Actor, name: string, version?: string): Promise<Record<string, unknown>> {
    const connector = await this.#connectors.required(spaceOf(actor), name);
    const { exportDocument } = await import("@tessera/openapi");
    const content = version === undefined ? { operations: await this.#operations.all(connector.draft), ...(await this.#drafts.read(connector.draft)) } : await this.#releases.content(connector.space, name, version);
    const title = localize(connector.title, "en") || name;
    return { ...exportDocument({ ...content, title, version: version ?? connector.latestVersion ?? "0.0.0", ...(connector.description === "" ? {} : { description: connector.description }) }) };
  }
}


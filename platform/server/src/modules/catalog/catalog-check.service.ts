import { type CallResult, type ConnectorCheck, type ConnectorProbe, DefectError, type Message, type StageView, isTesseraError } from "@tessera/contracts";
import type { Actor } from "../../identity/actor.ts";
import type { CallService } from "../connectors/call.service.ts";
import type { ConnectorService } from "../connectors/connector.service.ts";
import { catalogMessages } from "./catalog.messages.ts";
import type { CatalogService } from "./catalog.service.ts";

type Finding = ConnectorCheck["stages"][number];

/** Proves the address and the credential of ready-made connectors by a real call through the gateway. */
export class CatalogCheckService {
  readonly #catalog: CatalogService;
  readonly #connectors: ConnectorService;
  readonly #calls: CallService;

  constructor(catalog: CatalogService, connectors: ConnectorService, calls: CallService) {
    this.#catalog = catalog;
    this.#connectors = connectors;
    this.#calls = calls;
  }

  /** Checks every published stage; a connector that was not installed from the catalogue has none to check. Throws `connector.not-found`. */
  async check(actor: Actor, name: string, signal: AbortSignal): Promise<ConnectorCheck> {
    const { catalog, stages } = await this.#connectors.get(actor, name);
    const probe = catalog === null ? null : await this.#catalog.probeOf(catalog);
    if (probe === null) return { operation: null, stages: [] };
    const published = stages.filter(({ release }) => release !== null);
    return { operation: probe.operation, stages: await Promise.all(published.map((stage) => this.#checkStage(actor, name, stage, probe, signal))) };
  }

  async #checkStage(actor: Actor, name: string, { name: stage }: StageView, { operation, params }: ConnectorProbe, signal: AbortSignal): Promise<Finding> {
    try {
      const result = await this.#calls.call(actor, name, operation, { stage, params }, signal);
      const { ok, message } = judge(result);
      return { stage, ok, status: result.status, durationMs: result.durationMs, message };
    } catch (error) {
      signal.throwIfAborted();
      // What stands in the way of the call is a finding of this stage: no gateway, or a release without the operation.
      if (!isTesseraError(error) || error instanceof DefectError) throw error;
      return { stage, ok: false, status: null, durationMs: null, message: error.text };
    }
  }
}

function judge({ status, body }: CallResult): { ok: boolean; message: Message } {
  if (status >= 200 && status < 300) return { ok: true, message: catalogMessages.checkOk({ status }) };
  const said = ofGateway(body);
  if (said !== undefined) return { ok: false, message: catalogMessages.checkUnreachable({ reason: said }) };
  if (status === 401 || status === 403) return { ok: false, message: catalogMessages.checkRefused({ status }) };
  if (status === 404) return { ok: false, message: catalogMessages.checkNotFound({ status }) };
  return { ok: false, message: catalogMessages.checkUnexpected({ status }) };
}

/** The gateway's own words, in the language of the person who asked, when it could not reach the system. */
function ofGateway(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("code" in body) || !("detail" in body)) return undefined;
  const { code, detail } = body;
  return typeof code === "string" && code.startsWith("gateway.") && typeof detail === "string" ? detail.slice(0, 1000) : undefined;
}

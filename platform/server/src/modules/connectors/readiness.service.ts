import { type Message, UserError } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { asyncProblems } from "./async-problems.ts";
import type { BackendAddresses } from "./backend-addresses.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { ConnectorService } from "./connector.service.ts";
import { type Readiness, readinessOf } from "./readiness.ts";
import type { ReleaseService } from "./release.service.ts";
import { checkedStage, servingProblems, stageProblems } from "./servable.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";

/** Says what connectors still lack. */
export class ReadinessService {
  readonly #connectors: ConnectorService;
  readonly #releases: ReleaseService;
  readonly #stages: StageRepository;
  readonly #addresses: BackendAddresses;

  constructor(connectors: ConnectorService, releases: ReleaseService, stages: StageRepository, addresses: BackendAddresses) {
    this.#connectors = connectors;
    this.#releases = releases;
    this.#stages = stages;
    this.#addresses = addresses;
  }

  async of(actor: Actor, name: string): Promise<Readiness> {
    const connector = await this.#connectors.required(spaceOf(actor), name);
    const operations = await this.#releases.draftOperations(connector);
    const [problem] = [...servingProblems(operations), ...asyncProblems(operations)];
    const stages = await this.#stages.ofConnectors(connector.space, [connector.name]);
    const [lack] = stageProblems(operations, stages.map(checkedStage));
    return readinessOf(await this.#connectors.view(connector), problem?.message, new Date(), lack?.message ?? (await this.#refusedAddress(stages)));
  }

  /** Why the egress policy lets no gateway call a backend that is an IP address. */
  async #refusedAddress(stages: readonly StoredStage[]): Promise<Message | undefined> {
    for (const { name, backend, backends = [] } of stages) {
      for (const one of [...(backend === null ? [] : [backend]), ...backends]) {
        try {
          await this.#addresses.check(one.url, "");
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          return connectorMessages.stageAddress({ stage: name, reason: error.text });
        }
      }
    }
    return undefined;
  }
}

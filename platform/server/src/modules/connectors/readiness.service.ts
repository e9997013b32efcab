import { type Message, type StageNeed, UserError } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import { LastUsed } from "../../persistence/last-used.ts";
import { asyncProblems } from "./async-problems.ts";
import type { BackendAddresses } from "./backend-addresses.ts";
import { connectorMessages } from "./connector.messages.ts";
import type { StoredConnector } from "./connector.repository.ts";
import type { ConnectorService } from "./connector.service.ts";
import { stateKey } from "./draft-rows.ts";
import { type Readiness, readinessOf } from "./readiness.ts";
import type { ReleaseService } from "./release.service.ts";
import { checkedStage, lookAhead, needsOf, servingProblems, stageProblems } from "./servable.ts";
import type { StageRepository, StoredStage } from "./stage.repository.ts";

const keptVerdicts = 64;

/** What the operations of a draft say by themselves: why gateways would refuse them, and what they need of each stage. */
interface DraftVerdict {
  refused: Message | undefined;
  needs: readonly StageNeed[];
}

/** Says what connectors still lack. */
export class ReadinessService {
  readonly #connectors: ConnectorService;
  readonly #releases: ReleaseService;
  readonly #stages: StageRepository;
  readonly #addresses: BackendAddresses;
  /** By state of the draft. */
  readonly #verdicts = new LastUsed<DraftVerdict>(keptVerdicts);

  constructor(connectors: ConnectorService, releases: ReleaseService, stages: StageRepository, addresses: BackendAddresses) {
    this.#connectors = connectors;
    this.#releases = releases;
    this.#stages = stages;
    this.#addresses = addresses;
  }

  async of(actor: Actor, name: string): Promise<Readiness> {
    const connector = await this.#connectors.required(spaceOf(actor), name);
    const draft = await this.#verdicts.get(stateKey(connector), () => this.#verdictOn(connector));
    const stages = await this.#stages.ofConnectors(connector.space, [connector.name]);
    const [lack] = stageProblems(draft?.needs ?? [], stages.map(checkedStage));
    return readinessOf(await this.#connectors.view(connector), draft?.refused, new Date(), lack?.message ?? (await this.#refusedAddress(stages)));
  }

  async #verdictOn(connector: StoredConnector): Promise<DraftVerdict> {
    const operations = await this.#releases.draftOperations(connector);
    await lookAhead(operations);
    const [problem] = [...servingProblems(operations), ...asyncProblems(operations)];
    return { refused: problem?.message, needs: needsOf(operations) };
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

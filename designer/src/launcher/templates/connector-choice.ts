import type { ConnectorView, routes } from "@tessera/contracts";
import type { ItemOf } from "../../api/index.ts";

export type TemplateView = ItemOf<typeof routes.templates.list>;

/** What a person chose for one alias: a stage of a registered connector, or the ready-made one to be installed. */
export type ConnectorChoice = { kind: "registered"; connector: string; stage: string } | { kind: "ready-made" };

type Need = TemplateView["connectors"][number];

export interface StageOption {
  connector: ConnectorView;
  stage: string;
  /** Comes from the ready-made connector that the template was made for. */
  fits: boolean;
}

/** Stages that serve a release, those that fit the alias first. */
export function stageOptions(need: Need, connectors: readonly ConnectorView[]): StageOption[] {
  return connectors
    .flatMap((connector) => connector.stages.filter(({ release }) => release !== null).map(({ name: stage }) => ({ connector, stage, fits: connector.catalog === need.catalog || connector.name === need.catalog })))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits));
}

/** The choice that most people want: what fits already, else the ready-made connector. */
export function defaultChoice(need: Need, connectors: readonly ConnectorView[]): ConnectorChoice {
  const [first] = stageOptions(need, connectors);
  return first?.fits ? { kind: "registered", connector: first.connector.name, stage: first.stage } : { kind: "ready-made" };
}

/** A choice as the value of a select, and back. Names hold no slash. */
export function choiceKey(choice: ConnectorChoice): string {
  return choice.kind === "ready-made" ? "ready-made" : `${choice.connector}/${choice.stage}`;
}
export function choiceOf(key: string): ConnectorChoice {
  const [connector, stage] = key.split("/");
  return connector && stage ? { kind: "registered", connector, stage } : { kind: "ready-made" };
}

/** The first name of `base`, `base-2`, `base-3` … that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

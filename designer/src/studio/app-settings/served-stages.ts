import type { ConnectorView } from "@tessera/contracts";

/** A stage that serves a release of a connector. */
export interface ServedStage {
  connector: ConnectorView;
  stage: string;
  release: string;
}

/** The stages that queries may call. */
export function servedStages(connectors: readonly ConnectorView[]): ServedStage[] {
  return connectors.flatMap((connector) => connector.stages.flatMap(({ name, release }) => (release === null ? [] : [{ connector, stage: name, release }])));
}

import type { ConnectorView } from "@tessera/contracts";

export type ConnectorStatus = "serving" | "draft" | "noBackend";

/** What a connector does now: serves on a stage, waits to be published, or has nowhere to send calls. */
export function connectorStatus(connector: Pick<ConnectorView, "stages">): ConnectorStatus {
  if (connector.stages.some(({ release }) => release !== null)) return "serving";
  return connector.stages.some(({ backend }) => backend !== null) ? "draft" : "noBackend";
}

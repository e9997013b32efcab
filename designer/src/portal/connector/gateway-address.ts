import { routes } from "@tessera/contracts";
import { useApi } from "../../api/index.ts";
import { useAllowed, useSession } from "../../session/index.ts";

/** Where callers reach a stage of a connector; undefined while no gateway runs or the person may not know. */
export function useStageAddress(connector: string): (stage: string) => string | undefined {
  const { space } = useSession();
  const mayRead = useAllowed("gateway.read");
  const gateways = useApi(routes.gateways.list, {}, { enabled: mayRead });
  const address = gateways.data?.items.find(({ alive }) => alive)?.address;
  if (address === undefined) return () => undefined;
  const origin = /^https?:\/\//.test(address) ? address.replace(/\/$/, "") : `http://${address}`;
  return (stage) => `${origin}/${space}/${connector}/${stage}`;
}

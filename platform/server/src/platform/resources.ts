import type { Settings } from "@tessera/contracts";
import { type Vault, createVault, loadSecretKeys } from "@tessera/vault";
import type { Connection } from "mongoose";
import { type Logger, createLogger } from "../logging/logger.ts";
import { connectStore } from "../persistence/database.ts";
import { LazyEgress } from "./text-fetcher.ts";

/** What a process opens once and every feature shares. */
export interface Resources {
  settings: Settings;
  logger: Logger;
  connection: Connection;
  vault: Vault;
  egress: LazyEgress;
  /** Address of the gateway as this process reaches it, without a trailing slash. */
  gatewayUrl: string;
  /** Address under which others reach the server, e.g. systems with their callbacks; without a trailing slash. */
  publicUrl: string;
}

/** Opens the resources of a process; `MONGODB_URI` is needed. */
export async function openResources(settings: Settings & { MONGODB_URI: string }, processName: string): Promise<Resources> {
  const logger = createLogger(processName, settings.TESSERA_LOG_LEVEL);
  const [connection, keys] = await Promise.all([
    connectStore(settings.MONGODB_URI),
    loadSecretKeys({ dataDir: settings.TESSERA_DATA_DIR, fromSetting: settings.TESSERA_SECRET_KEY, older: settings.TESSERA_SECRET_KEYS_OLD }),
  ]);
  const gatewayUrl = (settings.TESSERA_GATEWAY_URL ?? `http://127.0.0.1:${settings.TESSERA_GATEWAY_PORT}`).replace(/\/+$/, "");
  return { settings, logger, connection, vault: createVault(keys), egress: new LazyEgress({ allow: settings.TESSERA_EGRESS_ALLOW, ownServices: settings.TESSERA_OWN_SERVICES }), gatewayUrl, publicUrl: publicUrlOf(settings) };
}

function publicUrlOf({ TESSERA_PUBLIC_URL, TESSERA_HOST, TESSERA_PORT }: Settings): string {
  const host = TESSERA_HOST === "0.0.0.0" || TESSERA_HOST === "::" ? "127.0.0.1" : TESSERA_HOST;
  return (TESSERA_PUBLIC_URL ?? `http://${host.includes(":") ? `[${host}]` : host}:${TESSERA_PORT}`).replace(/\/+$/, "");
}

/** Closes what {@link openResources} opened. */
export async function closeResources({ connection, egress }: Resources): Promise<void> {
  await Promise.all([connection.close(), egress.close()]);
}

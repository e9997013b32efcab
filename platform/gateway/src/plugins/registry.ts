import type { PluginDescriptor } from "@tessera/contracts";
import { z } from "zod";
import { phasesOf } from "../pipeline/plugin.ts";
import type { GatewayPlugin } from "../pipeline/plugin.ts";
import { accessLog } from "./access-log/plugin.ts";
import { grantCheck } from "./grant-check/plugin.ts";
import { headerRewrite } from "./header-rewrite/plugin.ts";
import { limitCount } from "./limit-count/plugin.ts";
import { pathRewrite } from "./path-rewrite/plugin.ts";
import { prometheus } from "./prometheus/plugin.ts";
import { retry } from "./retry/plugin.ts";
import { timeout } from "./timeout/plugin.ts";
import { tokenAuth } from "./token-auth/plugin.ts";

/** Every plugin that this gateway carries: one folder and one line each. */
const carried: readonly GatewayPlugin[] = [
  tokenAuth,
  grantCheck,
  headerRewrite,
  pathRewrite,
  timeout,
  retry,
  limitCount,
  prometheus,
  accessLog,
];

export const pluginRegistry: ReadonlyMap<string, GatewayPlugin> = new Map(carried.map((plugin) => [plugin.name, plugin]));

/** What the gateway publishes of a plugin, its attributes as JSON Schema 2020-12. */
export function describePlugin(plugin: GatewayPlugin): PluginDescriptor {
  const { name, version, priority, levels, builtIn, title, description } = plugin;
  return {
    _id: name,
    name,
    version,
    priority,
    phases: phasesOf(plugin),
    levels: [...levels],
    builtIn,
    title,
    description,
    attributes: z.toJSONSchema(plugin.attributes, { io: "input", target: "draft-2020-12" }) as Record<string, unknown>,
  };
}

import type { PluginLevel, PluginPhase } from "@tessera/contracts";
import type { z } from "zod";
import type { GatewayMetrics } from "../http/metrics.ts";
import type { Caller, RequestContext } from "./context.ts";

/** What the platform lends to plugins. */
export interface PluginServices {
  /** Who an `Authorization` header stands for; throws `gateway.token-*`. */
  authenticate(authorization: string | undefined): Caller | Promise<Caller>;
  /** Whether a caller holds a grant for an operation now. */
  grantOf(caller: Caller, space: string, connector: string, operation: string): "valid" | "expired" | "missing";
  metrics: GatewayMetrics;
  /** Writes one line to the access log. */
  writeAccess(record: Record<string, unknown>): void;
}

/** Where an instance of a plugin is bound, and what it may use. */
export interface PluginScope {
  level: PluginLevel;
  /** `<space>[/<connector>[/<stage>[/<operation>]]]`. */
  site: string;
  services: PluginServices;
}

/**
 * A gateway policy. `init` makes the state of one binding when the worker loads it; the phases run for each request, in the
 * order of `priority` (higher first), with the numbers that Apache APISIX publishes for the plugin nearest in purpose
 * (apache/apisix, conf/config.yaml.example). A phase ends the request by throwing; `response` and `log` may not wait.
 */
export interface GatewayPlugin<Attributes = unknown, State = unknown> {
  readonly name: string;
  readonly version: string;
  readonly priority: number;
  readonly levels: readonly PluginLevel[];
  /** Runs on every operation; a binding changes its attributes only. */
  readonly builtIn: boolean;
  readonly title: { "zh-CN": string; en: string };
  readonly description: { "zh-CN": string; en: string };
  /** All rules of the attributes, such that JSON Schema can say them: the control plane checks bindings by that alone. */
  readonly attributes: z.ZodType<Attributes>;
  init(attributes: Attributes, scope: PluginScope): State;
  rewrite?(context: RequestContext, state: State): void | Promise<void>;
  access?(context: RequestContext, state: State): void | Promise<void>;
  response?(context: RequestContext, state: State): void;
  log?(context: RequestContext, state: State): void;
  /** Frees what `init` took, when no operation uses the binding any longer. */
  dispose?(state: State): void;
}

/** Types a plugin by its own attributes and state and gives it to the registry. */
export function definePlugin<Attributes, State>(plugin: GatewayPlugin<Attributes, State>): GatewayPlugin {
  return plugin as unknown as GatewayPlugin;
}

/** Phases that a plugin takes part in. */
export function phasesOf(plugin: GatewayPlugin): PluginPhase[] {
  return (["rewrite", "access", "response", "log"] as const).filter((phase) => plugin[phase] !== undefined);
}


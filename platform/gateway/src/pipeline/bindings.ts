import { UserError, canonicalJson, issueMessage } from "@tessera/contracts";
import type { PluginBinding, PluginLevel } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import type { GatewayPlugin, PluginServices } from "./plugin.ts";

/** The bindings of one level and the place they are bound to. */
export interface LevelBindings {
  level: PluginLevel;
  /** `<space>[/<connector>[/<stage>[/<operation>]]]`. */
  site: string;
  bindings: readonly PluginBinding[];
}

/** A plugin that runs for an operation, with the attributes of the level that won. */
export interface EffectiveBinding {
  plugin: GatewayPlugin;
  level: PluginLevel;
  site: string;
  attributes: Record<string, unknown>;
}

/** A loaded binding: the plugin and what its `init` made. */
export interface PluginInstance {
  plugin: GatewayPlugin;
  state: unknown;
}

/**
 * Which plugins run: for each the most specific level that binds it wins (`levels` from global to operation), a disabled
 * winner does not run, built-in ones always do. Highest priority first, then by name. Throws `gateway.plugin-unknown`
 * or `gateway.plugin-level`.
 */
export function effectiveBindings(levels: readonly LevelBindings[], plugins: ReadonlyMap<string, GatewayPlugin>): EffectiveBinding[] {
  const winners = new Map<string, EffectiveBinding & { enabled: boolean }>();
  const space = levels[0]?.site ?? "";
  for (const plugin of plugins.values()) {
    if (plugin.builtIn) winners.set(plugin.name, { plugin, level: "global", site: space, attributes: {}, enabled: true });
  }
  for (const { level, site, bindings } of levels) {
    for (const binding of bindings) {
      const plugin = plugins.get(binding.plugin);
      if (plugin === undefined) throw new UserError({ code: snapshotErrors.pluginUnknown, message: snapshotMessages.pluginUnknown({ site, plugin: binding.plugin }) });
      if (!plugin.levels.includes(level)) throw new UserError({ code: snapshotErrors.pluginLevel, message: snapshotMessages.pluginLevel({ site, plugin: plugin.name, level, levels: plugin.levels.join(", ") }) });
      winners.set(plugin.name, { plugin, level, site, attributes: binding.attributes, enabled: binding.enabled || plugin.builtIn });
    }
  }
  return [...winners.values()]
    .filter(({ enabled }) => enabled)
    .toSorted((a, b) => b.plugin.priority - a.plugin.priority || (a.plugin.name < b.plugin.name ? -1 : 1))
    .map(({ plugin, level, site, attributes }) => ({ plugin, level, site, attributes }));
}

/** Checks attributes with the schema that the control plane checks them with, as APISIX's `check_schema` does; throws `gateway.plugin-attributes`. */
export function checkAttributes({ plugin, site, attributes }: Pick<EffectiveBinding, "plugin" | "site" | "attributes">): unknown {
  const parsed = plugin.attributes.safeParse(attributes, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = `/${issue?.path.map(String).join("/") ?? ""}`;
  throw new UserError({ code: snapshotErrors.pluginAttributes, message: snapshotMessages.pluginAttributes({ site, plugin: plugin.name, place, what: issue === undefined ? "" : issueMessage(issue) }) });
}

/**
 * Instances of one space. A binding that did not change keeps its instance, and with it its counters, when a new snapshot
 * is loaded; `begin` opens a load, `commit` frees what the load no longer uses, `cancel` what only it used.
 */
export class InstancePool {
  private current = new Map<string, PluginInstance>();
  private next = new Map<string, PluginInstance>();
  private readonly services: PluginServices;

  constructor(services: PluginServices) {
    this.services = services;
  }

  begin(): void {
    this.next = new Map();
  }

  instanceOf(binding: EffectiveBinding): PluginInstance {
    const { plugin, level, site } = binding;
    const key = `${site}\0${plugin.name}\0${canonicalJson(binding.attributes)}`;
    let instance = this.next.get(key);
    if (instance === undefined) {
      const attributes = checkAttributes(binding);
      instance = this.current.get(key) ?? { plugin, state: plugin.init(attributes, { level, site, services: this.services }) };
      this.next.set(key, instance);
    }
    return instance;
  }

  commit(): void {
    this.dispose(this.current, this.next);
    this.current = this.next;
  }

  cancel(): void {
    this.dispose(this.next, this.current);
    this.next = new Map();
  }

  clear(): void {
    this.dispose(this.current, new Map());
    this.current = new Map();
  }

  private dispose(from: Map<string, PluginInstance>, kept: Map<string, PluginInstance>): void {
    for (const [key, { plugin, state }] of from) if (kept.get(key)?.state !== state) plugin.dispose?.(state);
  }
}

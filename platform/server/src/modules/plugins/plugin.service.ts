import { type PluginBinding, type PluginDescriptor, type PluginLevel, UserError, pluginDescriptorSchema } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import type { PluginRepository } from "./plugin.repository.ts";

/** Plugins that the gateways carry. */
export class PluginService {
  readonly #plugins: PluginRepository;

  constructor(plugins: PluginRepository) {
    this.#plugins = plugins;
  }

  /** Descriptors that this build understands; a newer gateway may publish others. */
  async list(): Promise<{ items: PluginDescriptor[] }> {
    const items = (await this.#plugins.all()).flatMap((stored) => {
      const parsed = pluginDescriptorSchema.safeParse(stored);
      return parsed.success ? [parsed.data] : [];
    });
    return { items };
  }

  /** Checks bindings before they are stored: known plugins, fitting level, valid attributes. `pointer` is where they are in the input. */
  async check(bindings: readonly PluginBinding[], level: PluginLevel, pointer: string): Promise<void> {
    if (bindings.length === 0) return;
    const { items } = await this.list();
    for (const [index, binding] of bindings.entries()) {
      const at = `${pointer}/${index}`;
      const descriptor = items.find(({ name }) => name === binding.plugin);
      if (descriptor === undefined) {
        const known = items.map(({ name }) => name).join(", ") || "none, as no gateway has started yet";
        throw new UserError({ code: serverErrors.pluginNotFound, message: `No gateway carries the plugin '${binding.plugin}'; there are: ${known}.`, path: `${at}/plugin` });
      }
      if (!descriptor.levels.includes(level)) throw new UserError({ code: serverErrors.pluginLevel, message: `The plugin '${binding.plugin}' cannot be bound to a ${level}; bind it to: ${descriptor.levels.join(", ")}.`, path: `${at}/plugin` });
      if (bindings.findIndex(({ plugin }) => plugin === binding.plugin) !== index) throw new UserError({ code: serverErrors.pluginLevel, message: `The plugin '${binding.plugin}' is bound twice; keep one.`, path: `${at}/plugin` });
      await checkAttributes(descriptor, binding, `${at}/attributes`);
    }
  }
}

/** Ajv is loaded with the first binding. */
async function checkAttributes(descriptor: PluginDescriptor, binding: PluginBinding, pointer: string): Promise<void> {
  const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  const validate = ajv.compile(descriptor.attributes);
  if (validate(binding.attributes)) return;
  const error = validate.errors?.[0];
  const place = error?.params["missingProperty"] === undefined ? (error?.instancePath ?? "") : `${error.instancePath}/${String(error.params["missingProperty"])}`;
  throw new UserError({ code: serverErrors.pluginAttributes, message: `The attribute ${place || "/"} of the plugin '${binding.plugin}' ${error?.message ?? "is not valid"}.`, path: pointer + place });
}

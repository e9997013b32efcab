import { type Locale, type Message, type PluginBinding, type PluginDescriptor, type PluginLevel, UserError, joinMessages, pluginDescriptorSchema } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { firstSchemaError } from "../../json-schema/schema-error.ts";
import { localizeSchema } from "../../json-schema/localize-schema.ts";
import { pluginLevelMessages, pluginMessages } from "./plugin.messages.ts";
import type { PluginRepository } from "./plugin.repository.ts";

/** Plugins that the gateways carry. */
export class PluginService {
  readonly #plugins: PluginRepository;

  constructor(plugins: PluginRepository) {
    this.#plugins = plugins;
  }

  /** Descriptors that this build understands, titles and help of their attributes in one language; a newer gateway may publish others. */
  async list(locale: Locale): Promise<{ items: PluginDescriptor[] }> {
    const items = await this.#descriptors();
    return { items: items.map((descriptor) => ({ ...descriptor, attributes: localizeSchema(descriptor.attributes, locale) })) };
  }

  /**
   * Checks bindings as the gateways do before they serve them, so that none refuses what was stored: known plugins, fitting level, valid
   * attributes. `pointer` is where the bindings are in the input. Throws `plugin.not-found`, `plugin.level` or `plugin.attributes`.
   */
  async check(bindings: readonly PluginBinding[], level: PluginLevel, pointer: string): Promise<void> {
    if (bindings.length === 0) return;
    const items = await this.#descriptors();
    for (const [index, binding] of bindings.entries()) {
      const at = `${pointer}/${index}`;
      const descriptor = items.find(({ name }) => name === binding.plugin);
      if (descriptor === undefined) {
        const known = items.map(({ name }) => name).join(", ") || pluginMessages.noneYet();
        throw new UserError({ code: serverErrors.pluginNotFound, message: pluginMessages.notFound({ plugin: binding.plugin, known }), path: `${at}/plugin` });
      }
      if (!descriptor.levels.includes(level)) {
        const levels = joinMessages(descriptor.levels.map(nameOf), { en: ", ", "zh-CN": "、" });
        throw new UserError({ code: serverErrors.pluginLevel, message: pluginMessages.level({ plugin: binding.plugin, level: nameOf(level), levels }), path: `${at}/plugin` });
      }
      if (bindings.findIndex(({ plugin }) => plugin === binding.plugin) !== index) throw new UserError({ code: serverErrors.pluginLevel, message: pluginMessages.twice({ plugin: binding.plugin }), path: `${at}/plugin` });
      await checkAttributes(descriptor, binding, `${at}/attributes`);
    }
  }

  async #descriptors(): Promise<PluginDescriptor[]> {
    return (await this.#plugins.all()).flatMap((stored) => {
      const parsed = pluginDescriptorSchema.safeParse(stored);
      return parsed.success ? [parsed.data] : [];
    });
  }
}

function nameOf(level: PluginLevel): Message {
  return pluginLevelMessages[level]();
}

/** Ajv is loaded with the first binding. */
async function checkAttributes(descriptor: PluginDescriptor, binding: PluginBinding, pointer: string): Promise<void> {
  const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({ strict: false, allErrors: false, verbose: true });
  addFormats.default(ajv);
  const validate = ajv.compile(descriptor.attributes);
  if (validate(binding.attributes)) return;
  const { pointer: place, what } = firstSchemaError(validate.errors);
  throw new UserError({ code: serverErrors.pluginAttributes, message: pluginMessages.attribute({ place: place || "/", plugin: binding.plugin, what }), path: pointer + place });
}

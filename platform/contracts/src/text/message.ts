import { z } from "zod";
import type { Locale } from "./text.ts";

/** A finished text in every language of the product, as data carries it to whoever shows it. */
export const messageSchema = z
  .object({ "zh-CN": z.string(), en: z.string() })
  .readonly()
  .meta({ example: { "zh-CN": "已不存在。", en: "It is gone." } });
export type Message = Readonly<Record<Locale, string>>;

/** What fills a place of a template; a message fills it in the language of the text around it. */
export type MessageParameter = string | number | Message;

type PlacesOf<Template extends string> = Template extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesOf<Rest> : never;
type ParametersOf<Template extends string> = { readonly [Place in PlacesOf<Template>]: MessageParameter };
type Writer<Template extends string> = [PlacesOf<Template>] extends [never] ? () => Message : (parameters: ParametersOf<Template>) => Message;

/** Both languages of a template, as long as they name the same places. */
type SamePlaces<Template extends Message> = [PlacesOf<Template["en"]>] extends [PlacesOf<Template["zh-CN"]>]
  ? [PlacesOf<Template["zh-CN"]>] extends [PlacesOf<Template["en"]>]
    ? Template
    : never
  : never;

/**
 * The texts that a package says to people, each as a function of its places: `{name}` in a template is the parameter `name`.
 * A template whose languages name different places does not compile. Parameters are inserted as they are, once.
 */
export function defineMessages<const Templates extends Record<string, Message>>(
  templates: Templates & { readonly [Key in keyof Templates]: SamePlaces<Templates[Key]> },
): { readonly [Key in keyof Templates]: Writer<Templates[Key]["en"]> } {
  const writers = Object.entries<Message>(templates).map(([key, template]) => [
    key,
    (parameters: Record<string, MessageParameter> = {}): Message => ({ en: fill(template, "en", parameters), "zh-CN": fill(template, "zh-CN", parameters) }),
  ]);
  return Object.fromEntries(writers) as never;
}

function fill(template: Message, locale: Locale, parameters: Record<string, MessageParameter>): string {
  return template[locale].replace(/\{(\w+)\}/g, (place, name: string) => {
    if (!Object.hasOwn(parameters, name)) return place;
    const value = parameters[name];
    return typeof value === "object" ? value[locale] : String(value);
  });
}

/** The same text in every language: for what another system said. */
export function verbatim(text: string): Message {
  return { en: text, "zh-CN": text };
}

/** Parts one after the other, e.g. a list of reasons; `separator` goes between them. */
export function joinMessages(parts: readonly Message[], separator: Message | string): Message {
  const between = typeof separator === "string" ? verbatim(separator) : separator;
  const join = (locale: Locale): string => parts.map((part) => part[locale]).join(between[locale]);
  return { en: join("en"), "zh-CN": join("zh-CN") };
}

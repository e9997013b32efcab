import type { Locale } from "@tessera/contracts";

/** `items_one` and `items_other` are the plural forms of the key `items` (i18next, JSON format v4). */
type BaseKey<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;
type TextsOf<T> = { readonly [K in keyof T]: string };

/** Names in `{{ }}` of a text. */
type Placeholders<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** The texts of one feature in both languages; `namespace` is the feature's folder, e.g. `portal.connectors`. */
export interface Messages<Texts extends TextsOf<Texts> = Record<string, string>> {
  readonly namespace: string;
  readonly texts: { readonly "zh-CN": Readonly<Record<string, string>>; readonly en: Texts };
}

export type MessageKey<M> = M extends Messages<infer Texts> ? BaseKey<keyof Texts & string> : never;

type TextUnder<Texts, Key extends string> = Texts[Extract<keyof Texts, Key | `${Key}_one` | `${Key}_other`>];
export type MessageValues<M, Key extends string> = M extends Messages<infer Texts> ? Placeholders<TextUnder<Texts, Key>> : never;

/** Looks up a text of `M`: the key and the values of its placeholders are checked by the compiler. */
export type Translate<M> = <Key extends MessageKey<M>>(
  key: Key,
  ...values: [MessageValues<M, Key>] extends [never] ? [] : [Record<MessageValues<M, Key>, string | number>]
) => string;

type SameKeys<En, Zh> = { readonly [K in Exclude<BaseKey<keyof En>, BaseKey<keyof Zh>> & string]: `missing in zh-CN: ${K}` };

/**
 * Declares the texts of a feature (`src/<place>/<feature>/messages.ts`). The languages must have the same keys, which the
 * compiler checks; that placeholders agree and every key is used is checked by `i18n/messages.test.ts`.
 */
export function defineMessages<const En extends TextsOf<En>, const Zh extends TextsOf<Zh>>(
  namespace: string,
  texts: { readonly "zh-CN": Zh & { readonly [K in Exclude<BaseKey<keyof Zh>, BaseKey<keyof En>> & string]: never } & SameKeys<En, Zh>; readonly en: En },
): Messages<En> {
  return { namespace, texts: texts as { "zh-CN": Zh; en: En } };
}

export type { Locale };

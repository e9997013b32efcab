import { type Locale, type Operation, languageOf } from "@tessera/contracts";

/** The language that the operation's own texts are in; the other one stands in `translations`. */
export function ownLanguage({ summary, description }: Operation, otherwise: Locale): Locale {
  const text = summary || description;
  return text ? languageOf(text) : otherwise;
}

type Text = "summary" | "description";

/** Where a text of a language stands in the operation, as a JSON pointer. */
export function textPointer(text: Text, locale: Locale, own: Locale): string {
  return locale === own ? `/${text}` : `/translations/${locale}/${text}`;
}

export function textIn(operation: Operation, text: Text, locale: Locale, own: Locale): string {
  return (locale === own ? operation[text] : operation.translations?.[locale]?.[text]) ?? "";
}

export function withText(operation: Operation, text: Text, locale: Locale, own: Locale, value: string): Operation {
  if (locale !== own) return withTranslation(operation, locale, (translation) => withKey(translation, text, value));
  return withKey(operation, text, value);
}

/** Descriptions of the other language: of a parameter by `<in>.<name>`, of a response by its status. */
export function otherDescription(operation: Operation, part: "parameters" | "responses", key: string, other: Locale): string {
  return operation.translations?.[other]?.[part]?.[key] ?? "";
}

export function withOtherDescription(operation: Operation, part: "parameters" | "responses", key: string, other: Locale, value: string): Operation {
  return withTranslation(operation, other, (translation) => {
    const texts = withKey(translation[part] ?? {}, key, value);
    return withKey(translation, part, Object.keys(texts).length === 0 ? "" : texts);
  });
}

type Translation = NonNullable<NonNullable<Operation["translations"]>[Locale]>;

function withTranslation(operation: Operation, locale: Locale, change: (translation: Translation) => Translation): Operation {
  const next = change(operation.translations?.[locale] ?? {});
  const translations = withKey(operation.translations ?? {}, locale, Object.keys(next).length === 0 ? "" : next);
  return withKey(operation, "translations", Object.keys(translations).length === 0 ? "" : translations);
}

/** Without the key when the value is empty text. */
function withKey<T extends object>(record: T, key: string, value: unknown): T {
  const { [key]: _before, ...rest } = record as Record<string, unknown>;
  return (value === "" ? rest : { ...record, [key]: value }) as T;
}

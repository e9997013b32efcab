import { type Locale, locales } from "@tessera/contracts";
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Messages, Translate } from "./define-messages.ts";

const remembered = "tessera.locale";

/** The language for a list of the browser's preferences (`navigator.languages`): the first that we have, else English. */
export function localeFor(preferences: readonly string[]): Locale {
  for (const preference of preferences) {
    if (/^zh\b/i.test(preference)) return "zh-CN";
    if (/^en\b/i.test(preference)) return "en";
  }
  return "en";
}

function initialLocale(): Locale {
  const chosen = localStorage.getItem(remembered);
  return locales.find((locale) => locale === chosen) ?? localeFor(navigator.languages);
}

/** Starts i18next in the person's language; texts join it when their feature is first shown. */
export async function startI18n(): Promise<i18n> {
  const locale = initialLocale();
  document.documentElement.lang = locale;
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    supportedLngs: [...locales],
    resources: {},
    interpolation: { escapeValue: false },
    returnEmptyString: false,
    react: { useSuspense: false, bindI18n: "languageChanged" },
  });
  return i18next;
}

/** The language in use, outside of React. */
export function currentLocale(): Locale {
  return i18next.language === "zh-CN" ? "zh-CN" : "en";
}

/** Switches the language and remembers it. */
export async function chooseLocale(instance: i18n, locale: Locale): Promise<void> {
  localStorage.setItem(remembered, locale);
  document.documentElement.lang = locale;
  await instance.changeLanguage(locale);
}

/** The translate function of a feature's messages in the current language, outside of React. */
export function translatorOf<M extends Messages>(instance: i18n, messages: M): Translate<M> {
  for (const locale of locales) {
    if (!instance.hasResourceBundle(locale, messages.namespace)) instance.addResourceBundle(locale, messages.namespace, messages.texts[locale]);
  }
  const translate = instance.getFixedT(instance.language, messages.namespace);
  return ((key: string, values?: Record<string, unknown>) => translate(key, { ...values, keySeparator: false, nsSeparator: false })) as Translate<M>;
}

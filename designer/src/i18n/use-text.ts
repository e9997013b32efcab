import { type Locale, type LocalizedText, localize } from "@tessera/contracts";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Messages, Translate } from "./define-messages.ts";
import { translatorOf } from "./i18n.ts";

/** The translate function of a feature: `const t = useText(messages); t("title")`. Its identity changes with the language only. */
export function useText<M extends Messages>(messages: M): Translate<M> {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    void language;
    return translatorOf(i18n, messages);
  }, [i18n, language, messages]);
}

/** The language in use. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "zh-CN" ? "zh-CN" : "en";
}

/** Picks the current language's side of a text that a person wrote in one or both. */
export function useLocalize(): (text: LocalizedText | undefined) => string {
  const locale = useLocale();
  return useCallback((text) => localize(text, locale), [locale]);
}

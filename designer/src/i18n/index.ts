export { defineMessages } from "./define-messages.ts";
export type { MessageKey, Messages, Translate } from "./define-messages.ts";
export { chooseLocale, currentLocale, localeFor, startI18n, translatorOf } from "./i18n.ts";
export { useLocale, useLocalize, useText } from "./use-text.ts";

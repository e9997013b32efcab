import { type LocalizedText, type TaggedValue, localize } from "@tessera/contracts";
import { freeTextKey, textsOf } from "@tessera/page";
import { useLocale } from "../../i18n/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { setText, textUses } from "./texts.ts";

/** Where texts of a field belong: the parts of their key, and the group in which their edits undo as one. */
export interface TextPlace {
  keyParts: readonly string[];
  group: string;
}

/** The texts of the open page as one field edits them. */
export interface FieldTexts {
  of: (key: string) => LocalizedText;
  /** Starts a text in the person's language; the value that shows it. */
  start: (text: string) => TaggedValue;
  /** Changes a text; where others show it too, the field gets one of its own. */
  change: (key: string, text: LocalizedText) => TaggedValue;
  /** The field stops showing a text: it goes when nobody else shows it. What it says now, as the person reads it. */
  end: (key: string) => string;
}

export function useTexts({ keyParts, group }: TextPlace): FieldTexts {
  const store = useEditorStore();
  const locale = useLocale();
  const page = useEditor((editor) => editor.page);
  const texts = useEditor((editor) => textsOf(editor.records, editor.page));
  const write = (key: string, text: LocalizedText | null): void => void store.getState().edit((records) => setText(records, { page, key, text }), { group });
  const uses = (key: string): number => textUses(store.getState().records, page, key);
  return {
    of: (key) => texts[key] ?? {},
    start(text) {
      const key = freeTextKey(textsOf(store.getState().records, page), ...keyParts);
      write(key, { [locale]: text });
      return { kind: "i18n", key };
    },
    change(key, text) {
      const own = uses(key) > 1 ? freeTextKey(textsOf(store.getState().records, page), ...keyParts) : key;
      write(own, text);
      return { kind: "i18n", key: own };
    },
    end(key) {
      const text = localize(texts[key], locale);
      if (uses(key) <= 1 && texts[key] !== undefined) write(key, null);
      return text;
    },
  };
}

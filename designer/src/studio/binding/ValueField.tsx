import { CodeOutlined, FunctionOutlined, TranslationOutlined, UndoOutlined } from "@ant-design/icons";
import type { TaggedValue } from "@tessera/contracts";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { BindingInput } from "./BindingInput.tsx";
import { FunctionInput } from "./FunctionInput.tsx";
import { messages } from "./messages.ts";
import { bindingFrom, functionFrom, staticFrom } from "./tagged.ts";
import { TextsInput } from "./TextsInput.tsx";
import { type TextPlace, useTexts } from "./use-texts.ts";
import styles from "./ValueField.module.css";

interface ValueFieldProps {
  label: string;
  /** Beside the label. */
  help?: ReactNode;
  required?: boolean;
  value: TaggedValue | undefined;
  onChange: (value: TaggedValue | undefined) => void;
  /** Value when nothing is set. */
  fallback: unknown;
  bindable: boolean;
  /** The control of the static value. */
  control: (value: unknown, onChange: (value: unknown) => void) => ReactNode;
  locals?: readonly string[];
  error?: string | undefined;
  /** Shows the control beside the label, e.g. a switch. */
  inline?: boolean;
  /** May be a text in each language; where its texts belong. */
  texts?: (TextPlace & { multiline?: boolean }) | undefined;
  /** May be computed by a function. A function that is there already can be edited in any case. */
  callable?: boolean;
}

const noPlace: TextPlace = { keyParts: ["text"], group: "text" };

/** A tagged value: fixed, bound, a text in each language, or a function; with the switches between them and the way back to the default. */
export function ValueField({ label, help, required, value, onChange, fallback, bindable, control, locals, error, inline, texts: place, callable }: ValueFieldProps): ReactNode {
  const t = useText(messages);
  const texts = useTexts(place ?? noPlace);
  const kind = value?.kind ?? "static";
  const current = value?.kind === "static" ? value.value : fallback;
  const edit = (next: unknown): void => onChange(next === undefined ? undefined : { kind: "static", value: next as never });
  const beside = inline && kind === "static";
  /** The value without its text in several languages, to turn it into something else. */
  const plain = (): TaggedValue | undefined => (value?.kind === "i18n" ? { kind: "static", value: texts.end(value.key) } : value);
  const toggle = (to: Exclude<TaggedValue["kind"], "static">, next: () => TaggedValue, icon: ReactNode, title: string): ReactNode => {
    const on = kind === to;
    const name = on ? t("toStatic") : title;
    return (
      <Tooltip title={name}>
        <Button type={on ? "primary" : "text"} ghost={on} size="small" icon={icon} aria-label={`${name}: ${label}`} aria-pressed={on} onClick={() => onChange(on ? staticFrom(plain(), fallback) : next())} />
      </Tooltip>
    );
  };
  return (
    <div className={styles.field} role="group" aria-label={label}>
      <div className={styles.head}>
        <span className={styles.label}>
          {label}
          {required && <span className={styles.required}>*</span>}
          {help}
        </span>
        {beside && control(current, edit)}
        <span className={styles.tools}>
          {value !== undefined && (
            <Tooltip title={t("reset")}>
              <Button
                type="text"
                size="small"
                icon={<UndoOutlined />}
                aria-label={`${t("reset")}: ${label}`}
                onClick={() => {
                  if (value.kind === "i18n") texts.end(value.key);
                  onChange(undefined);
                }}
              />
            </Tooltip>
          )}
          {(callable || kind === "function") && toggle("function", () => functionFrom(plain(), fallback), <CodeOutlined />, t("toFunction"))}
          {(place || kind === "i18n") && toggle("i18n", () => texts.start(textFrom(value, fallback)), <TranslationOutlined />, t("toTexts"))}
          {bindable && toggle("binding", () => bindingFrom(plain(), fallback), <FunctionOutlined />, t("toBinding"))}
        </span>
      </div>
      {value?.kind === "binding" && <BindingInput label={label} template={value.template} onChange={(template) => onChange({ kind: "binding", template })} {...(locals ? { locals } : {})} error={error} />}
      {value?.kind === "function" && <FunctionInput label={label} source={value.source} onChange={(source) => onChange({ kind: "function", source })} {...(locals ? { locals } : {})} />}
      {value?.kind === "i18n" && <TextsInput label={label} value={texts.of(value.key)} multiline={place?.multiline ?? false} onChange={(text) => onChange(texts.change(value.key, text))} />}
      {kind === "static" && !beside && control(current, edit)}
    </div>
  );
}

/** What a value says as plain text, to start translating from. */
function textFrom(value: TaggedValue | undefined, fallback: unknown): string {
  const current = staticFrom(value, fallback);
  return current.kind === "static" && typeof current.value === "string" ? current.value : "";
}

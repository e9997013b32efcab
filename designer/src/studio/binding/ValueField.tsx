import { FunctionOutlined, UndoOutlined } from "@ant-design/icons";
import type { TaggedValue } from "@tessera/contracts";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { BindingInput } from "./BindingInput.tsx";
import { messages } from "./messages.ts";
import { bindingFrom, staticFrom } from "./tagged.ts";
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
}

/** A tagged value: its static control or its binding, with the switch between them and the way back to the default. */
export function ValueField({ label, help, required, value, onChange, fallback, bindable, control, locals, error, inline }: ValueFieldProps): ReactNode {
  const t = useText(messages);
  const bound = value?.kind === "binding";
  const current = value?.kind === "static" ? value.value : fallback;
  const edit = (next: unknown): void => onChange(next === undefined ? undefined : { kind: "static", value: next as never });
  const beside = inline && !bound;
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
              <Button type="text" size="small" icon={<UndoOutlined />} aria-label={`${t("reset")}: ${label}`} onClick={() => onChange(undefined)} />
            </Tooltip>
          )}
          {bindable && (
            <Tooltip title={bound ? t("toStatic") : t("toBinding")}>
              <Button
                type={bound ? "primary" : "text"}
                ghost={bound}
                size="small"
                icon={<FunctionOutlined />}
                aria-label={`${bound ? t("toStatic") : t("toBinding")}: ${label}`}
                aria-pressed={bound}
                onClick={() => onChange(bound ? staticFrom(value, fallback) : bindingFrom(value, fallback))}
              />
            </Tooltip>
          )}
        </span>
      </div>
      {bound ? <BindingInput label={label} template={value.template} onChange={(template) => onChange({ kind: "binding", template })} {...(locals ? { locals } : {})} error={error} /> : !beside && control(current, edit)}
    </div>
  );
}

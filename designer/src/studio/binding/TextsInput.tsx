import { type LocalizedText, locales } from "@tessera/contracts";
import { Input } from "antd";
import type { ReactNode } from "react";
import { GrowingTextArea } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

interface TextsInputProps {
  label: string;
  value: LocalizedText;
  onChange: (value: LocalizedText) => void;
  maxLength?: number;
  multiline?: boolean;
  size?: "small" | "middle";
}

/** A text in each language of the product. */
export function TextsInput({ label, value, onChange, maxLength = 10_000, multiline, size = "middle" }: TextsInputProps): ReactNode {
  const t = useText(messages);
  const names = { "zh-CN": t("chinese"), en: t("english") };
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 4 }}>
      {locales.map((locale) => {
        const shared = { size, maxLength, "aria-label": `${label} (${names[locale]})`, value: value[locale] ?? "", lang: locale };
        const change = (text: string): void => {
          const { [locale]: _old, ...other } = value;
          onChange(text === "" ? other : { ...other, [locale]: text });
        };
        return multiline ? (
          <div key={locale}>
            <span style={{ fontSize: 12, color: "var(--ant-color-text-tertiary)" }}>{names[locale]}</span>
            <GrowingTextArea {...shared} lines={[2, 10]} onChange={(event) => change(event.target.value)} />
          </div>
        ) : (
          <Input key={locale} {...shared} prefix={<span style={{ minWidth: 24, fontSize: 12, color: "var(--ant-color-text-tertiary)" }}>{names[locale]}</span>} onChange={(event) => change(event.target.value)} />
        );
      })}
    </div>
  );
}

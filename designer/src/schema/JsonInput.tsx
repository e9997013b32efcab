import { Typography } from "antd";
import { type ReactNode, useState } from "react";
import { GrowingTextArea } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface JsonInputProps {
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
  disabled?: boolean;
}

function written(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** Any value as JSON text; tells at once when it does not parse and keeps the last that did. */
export function JsonInput({ id, value, onChange, disabled }: JsonInputProps): ReactNode {
  const t = useText(messages);
  const [edit, setEdit] = useState<{ text: string; reason: string | undefined }>();
  const type = (text: string) => {
    try {
      onChange?.(text.trim() === "" ? undefined : JSON.parse(text));
      setEdit({ text, reason: undefined });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setEdit({ text, reason: error.message });
    }
  };
  return (
    <>
      <GrowingTextArea
        {...(id === undefined ? {} : { id })}
        lines={[2, 10]}
        style={{ fontFamily: "var(--ant-font-family-code)" }}
        spellCheck={false}
        disabled={disabled ?? false}
        status={edit?.reason ? "error" : ""}
        value={edit?.text ?? written(value)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => !edit?.reason && setEdit(undefined)}
      />
      {edit?.reason && (
        <Typography.Text type="danger" role="alert">
          {t("badJson", { reason: edit.reason })}
        </Typography.Text>
      )}
    </>
  );
}

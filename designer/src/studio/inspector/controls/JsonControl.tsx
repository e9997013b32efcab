import { Typography } from "antd";
import { type ReactNode, useId, useState } from "react";
import { CodeEditor } from "../../../code/index.ts";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";

interface JsonControlProps {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  /** JSON Schema of the value: completion, marks and descriptions come from it. */
  schema?: Record<string, unknown>;
}

const lineHeight = 20;
const [fewestLines, mostLines] = [3, 14];

function written(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** Any value as JSON in a code editor. Only what parses is taken over; the rest is marked and kept until it does. */
export function JsonControl({ label, value, onChange, schema }: JsonControlProps): ReactNode {
  const t = useText(messages);
  const id = useId();
  const shown = written(value);
  // The text as the person writes it belongs to the value that came of it; another value (undo, somebody else) is shown anew.
  const [edit, setEdit] = useState({ text: shown, of: shown, reason: null as string | null });
  const text = edit.of === shown || edit.reason !== null ? edit.text : shown;
  const type = (next: string): void => {
    if (next === text) return;
    try {
      const parsed: unknown = next.trim() === "" ? undefined : JSON.parse(next);
      setEdit({ text: next, of: written(parsed), reason: null });
      onChange(parsed);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setEdit({ text: next, of: shown, reason: error.message });
    }
  };
  const lines = Math.min(mostLines, Math.max(fewestLines, text.split("\n").length));
  return (
    <div>
      <CodeEditor
        label={label}
        height={lines * lineHeight + 10}
        language="json"
        path={`json${id.replaceAll(/\W/g, "")}.json`}
        value={text}
        onChange={(next) => type(next ?? "")}
        {...(schema === undefined ? {} : { schema })}
        options={{ lineNumbers: "off", glyphMargin: false, folding: false, lineDecorationsWidth: 4, lineNumbersMinChars: 0, lineHeight, fontSize: 12.5, padding: { top: 4, bottom: 4 }, tabFocusMode: true, wordWrap: "on" }}
      />
      {edit.reason !== null && (
        <Typography.Text type="danger" role="alert" style={{ fontSize: 12 }}>
          {t("badJson", { reason: edit.reason })}
        </Typography.Text>
      )}
    </div>
  );
}

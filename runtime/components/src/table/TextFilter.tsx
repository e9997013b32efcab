import { Button, Input, Space } from "antd";
import { type ReactElement, useState } from "react";
import type { Translate } from "../messages/messages.ts";

/** The filter of a column with many different values: a text that the cell must contain. */
export function TextFilter({ title, given, t, onApply }: { title: string; given: string; t: Translate; onApply: (text: string) => void }): ReactElement {
  const [text, setText] = useState(given);
  return (
    <div style={{ padding: 8, width: 220 }} onKeyDown={(event) => event.stopPropagation()}>
      <Space orientation="vertical" style={{ width: "100%" }}>
        <Input value={text} placeholder={t("table.filterText")} aria-label={t("table.filter", { column: title })} onChange={(event) => setText(event.target.value)} onPressEnter={() => onApply(text)} />
        <Space>
          <Button type="primary" size="small" onClick={() => onApply(text)}>
            {t("table.apply")}
          </Button>
          <Button
            size="small"
            onClick={() => {
              setText("");
              onApply("");
            }}
          >
            {t("table.reset")}
          </Button>
        </Space>
      </Space>
    </div>
  );
}

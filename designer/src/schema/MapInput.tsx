import { PlusOutlined } from "@ant-design/icons";
import { Button, Flex, Input } from "antd";
import { type ReactNode, useState } from "react";
import { RemoveButton } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface MapInputProps {
  value?: Record<string, string>;
  onChange?: (value: Record<string, string>) => void;
}

/** Names with a text each, e.g. headers to set. Rows without a name are not part of the value. */
export function MapInput({ value, onChange }: MapInputProps): ReactNode {
  const t = useText(messages);
  const [rows, setRows] = useState(() => Object.entries(value ?? {}).map(([key, text], id) => ({ id, key, text: String(text) })));
  const change = (next: typeof rows) => {
    setRows(next);
    onChange?.(Object.fromEntries(next.filter(({ key }) => key !== "").map(({ key, text }) => [key, text])));
  };
  const edit = (id: number, part: Partial<{ key: string; text: string }>) => change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <Flex vertical gap={8}>
      {rows.map((row) => (
        <Flex key={row.id} gap={8}>
          <Input style={{ flex: 2 }} placeholder={t("key")} aria-label={t("key")} value={row.key} onChange={(event) => edit(row.id, { key: event.target.value })} />
          <Input style={{ flex: 3 }} placeholder={t("value")} aria-label={t("value")} value={row.text} onChange={(event) => edit(row.id, { text: event.target.value })} />
          <RemoveButton size="middle" label={t("remove")} onClick={() => change(rows.filter(({ id }) => id !== row.id))} />
        </Flex>
      ))}
      <Button type="dashed" size="small" icon={<PlusOutlined />} style={{ alignSelf: "start" }} onClick={() => setRows([...rows, { id: Math.max(0, ...rows.map(({ id }) => id)) + 1, key: "", text: "" }])}>
        {t("add")}
      </Button>
    </Flex>
  );
}

import { PlusOutlined } from "@ant-design/icons";
import type { TaggedValue } from "@tessera/contracts";
import { uniqueName } from "@tessera/page";
import { Button, Flex, Input, Typography } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { RemoveButton } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { useEditor } from "../../editor-store/index.ts";
import type { ActionValue } from "./ActionFields.tsx";
import { messages } from "./messages.ts";
import { paramsReadBy } from "./params-read-by.ts";

interface PageParamsProps {
  /** The page that is opened. */
  page: string;
  params: Readonly<Record<string, TaggedValue>>;
  value: ActionValue;
  onChange: (change: { params: Record<string, TaggedValue> }) => void;
}

/** What a page is opened with, by name; offers those that it reads. */
export function PageParams({ page, params, value, onChange }: PageParamsProps): ReactNode {
  const t = useText(messages);
  const records = useEditor((editor) => editor.records);
  const wanted = useMemo(() => paramsReadBy(records, page).filter((name) => !Object.hasOwn(params, name)), [records, page, params]);
  const add = (name: string): void => onChange({ params: { ...params, [name]: { kind: "static", value: "" } } });
  const entries = Object.entries(params);
  return (
    <Flex vertical gap={6} role="group" aria-label={t("params")}>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t("params")}
        {entries.length > 0 && ` · ${t("paramsHelp")}`}
      </Typography.Text>
      {entries.map(([name, tagged]) => (
        <Flex key={name} vertical gap={2}>
          <Flex gap={4}>
            <ParamName name={name} taken={Object.keys(params)} onChange={(next) => onChange({ params: Object.fromEntries(entries.map(([key, one]) => [key === name ? next : key, one])) })} />
            <RemoveButton label={t("removeParam", { name })} onClick={() => onChange({ params: Object.fromEntries(entries.filter(([key]) => key !== name)) })} />
          </Flex>
          {value(name, tagged, (next) => onChange({ params: { ...params, [name]: next } }))}
        </Flex>
      ))}
      <Flex gap={4} wrap>
        {wanted.map((name) => (
          <Button key={name} size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add(name)}>
            {name}
          </Button>
        ))}
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add(uniqueName("param", new Set(Object.keys(params))))}>
          {t("addParam")}
        </Button>
      </Flex>
    </Flex>
  );
}

function ParamName({ name, taken, onChange }: { name: string; taken: readonly string[]; onChange: (name: string) => void }): ReactNode {
  const t = useText(messages);
  const [text, setText] = useState(name);
  const fits = /^[A-Za-z_]\w{0,62}$/.test(text) && (text === name || !taken.includes(text));
  const save = (): void => {
    if (!fits) setText(name);
    else if (text !== name) onChange(text);
  };
  return (
    <div style={{ flex: 1 }}>
      <Input size="small" spellCheck={false} aria-label={t("paramName")} status={fits ? "" : "error"} value={text} onChange={(event) => setText(event.target.value)} onBlur={save} onPressEnter={save} />
      {!fits && <Typography.Text type="danger" style={{ fontSize: 12 }}>{t("paramBad")}</Typography.Text>}
    </div>
  );
}

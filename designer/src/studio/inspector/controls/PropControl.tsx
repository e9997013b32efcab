import type { PageNode, PropSpec } from "@tessera/contracts";
import { DatePicker, Input, InputNumber, Segmented, Select, Switch } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { GrowingTextArea } from "../../../form/index.ts";
import { useLocalize } from "../../../i18n/index.ts";
import { CodeEditor } from "../../../code/index.ts";
import { IconSelect } from "../../component/index.ts";
import { itemFields } from "../prop-groups.ts";
import { DataControl } from "./DataControl.tsx";
import { JsonControl } from "./JsonControl.tsx";
import { ListControl } from "./ListControl.tsx";
import { SampleColumns } from "./SampleColumns.tsx";

interface PropControlProps {
  prop: PropSpec;
  label: string;
  node: PageNode;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Binds the property to a query. */
  onBind: (query: string) => void;
}

/** Controls small enough to stand beside their label. */
export function isInline(prop: PropSpec): boolean {
  return prop.control === "switch";
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value));

/** Texts that people read, which may stand in each language. */
export function isText(prop: PropSpec): boolean {
  return prop.bindable && prop.group === "content" && (prop.control === "text" || prop.control === "textarea" || prop.control === "markdown");
}

/** The control of a static value, as the manifest asks for it. */
export function PropControl({ prop, label, node, value, onChange, onBind }: PropControlProps): ReactNode {
  const localize = useLocalize();
  const options = (prop.options ?? []).map((option) => ({ value: option.value, label: localize(option.label) || String(option.value) }));
  const schema = prop.schema as { minimum?: number; maximum?: number; type?: unknown };
  switch (prop.control) {
    case "text":
      return <Input aria-label={label} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
    case "textarea":
      return <GrowingTextArea aria-label={label} lines={[2, 8]} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
    case "markdown":
      return <GrowingTextArea aria-label={label} lines={[4, 16]} style={{ fontFamily: "var(--ant-font-family-code)", fontSize: 12.5 }} value={textOf(value)} onChange={(event) => onChange(event.target.value)} />;
    case "number":
      return (
        <InputNumber
          aria-label={label}
          style={{ width: "100%" }}
          value={typeof value === "number" ? value : null}
          {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
          {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case "switch":
      return <Switch size="small" aria-label={label} checked={value === true} onChange={onChange} />;
    case "select":
      return <Select aria-label={label} style={{ width: "100%" }} showSearch options={options} value={value as string | number | null} onChange={onChange} />;
    case "segmented":
      return <Segmented aria-label={label} block size="small" options={options} value={value as string | number} onChange={onChange} />;
    case "date": {
      const date = typeof value === "string" && value !== "" ? dayjs(value) : null;
      return <DatePicker aria-label={label} style={{ width: "100%" }} showTime value={date?.isValid() ? date : null} onChange={(next) => onChange(next ? next.toISOString() : undefined)} />;
    }
    case "icon":
      return <IconSelect label={label} allowClear value={typeof value === "string" && value !== "" ? value : null} onChange={onChange} />;
    case "columns":
      return (
        <>
          <ListControl prop={prop} label={label} value={value} onChange={onChange} />
          <SampleColumns node={node} value={value} onChange={onChange} />
        </>
      );
    case "options":
    case "tabs":
    case "series":
      return <ListControl prop={prop} label={label} value={value} onChange={onChange} />;
    case "code":
      return <CodeEditor label={label} height={160} language="javascript" defaultValue={textOf(value)} onChange={(text) => onChange(text ?? "")} options={{ lineNumbers: "off", folding: false, fontSize: 12 }} />;
    default:
      // A list of objects is edited item by item, whatever its manifest calls it.
      if (itemFields(prop.schema).length > 1) return <ListControl prop={prop} label={label} value={value} onChange={onChange} />;
      if (prop.control === "json" && prop.group === "data" && prop.bindable && /^(data|rows|items)$/.test(prop.name)) return <DataControl label={label} schema={prop.schema} value={value} onChange={onChange} onBind={onBind} />;
      return <JsonControl label={label} value={value} onChange={onChange} schema={prop.schema} />;
  }
}

import { ApiOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/index.ts";
import { useQueries } from "../../editor-store/index.ts";
import { useEditorUi } from "../../editor/editor-ui.ts";
import { JsonControl } from "./JsonControl.tsx";
import { messages } from "./messages.ts";

interface DataControlProps {
  label: string;
  /** JSON Schema of the fixed value. */
  schema: Record<string, unknown>;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Binds the property to a query instead of a fixed value. */
  onBind: (query: string) => void;
}

/** What a component draws: a query in one choice, or fixed JSON for those who want it. */
export function DataControl({ label, schema, value, onChange, onBind }: DataControlProps): ReactNode {
  const t = useText(messages);
  const queries = useQueries();
  const setDialog = useEditorUi((ui) => ui.setDialog);
  const isSet = value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  if (isSet) return <JsonControl label={label} value={value} onChange={onChange} schema={schema} />;
  if (queries.length === 0) {
    return (
      <Button block icon={<PlusOutlined />} onClick={() => setDialog("addQuery")}>
        {t("addQuery")}
      </Button>
    );
  }
  return (
    <Select<string>
      aria-label={label}
      style={{ width: "100%" }}
      placeholder={t("chooseQuery")}
      value={null}
      suffixIcon={<ApiOutlined />}
      options={[...queries.map(({ id, name }) => ({ value: id, label: name })), { value: "", label: t("fixedData") }]}
      onChange={(query) => (query === "" ? onChange([{}]) : onBind(query))}
    />
  );
}

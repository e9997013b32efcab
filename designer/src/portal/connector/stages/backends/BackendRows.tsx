import { PlusOutlined } from "@ant-design/icons";
import type { StageView } from "@tessera/contracts";
import { Button, Form } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { RowsHeading } from "../RowsHeading.tsx";
import { useAddedRow } from "../use-added-row.ts";
import { messages } from "../messages.ts";
import type { BackendValues } from "../stage-values.ts";
import { BackendRow } from "./BackendRow.tsx";

const defaultTimeoutMs = 30_000;
const mostBackends = 20;

/** Further backends of a stage, which operations choose by name. */
export function BackendRows({ stored }: { stored: StageView["backends"] }): ReactNode {
  const t = useText(messages);
  const form = Form.useFormInstance();
  const rows = Form.useWatch<(Partial<BackendValues> | undefined)[] | undefined>("backends", { preserve: true }) ?? [];
  const setRows = (backends: typeof rows) => form.setFieldsValue({ backends });
  const expectRow = useAddedRow("backends", rows.length);
  const add = () => {
    expectRow();
    setRows([...rows, { name: "", url: "", timeoutMs: defaultTimeoutMs }]);
  };
  const names = rows.map((row) => row?.name);
  return (
    <section aria-label={t("furtherBackends")}>
      <RowsHeading title={t("furtherBackends")} help={t("furtherBackendsHelp")} />
      {rows.map((row, index) => (
        <BackendRow
          key={index}
          index={index}
          stored={row?.isStored ? stored.find(({ name }) => name === row.name) : undefined}
          isChanging={row?.isChanging ?? false}
          isTaken={(name) => names.indexOf(name) < index && names.includes(name)}
          onChangeCredential={() => setRows(rows.map((one, other) => (other === index ? { ...one, isChanging: true } : one)))}
          onRemove={() => setRows(rows.filter((_one, other) => other !== index))}
        />
      ))}
      <Button type="dashed" block icon={<PlusOutlined />} onClick={add} disabled={rows.length >= mostBackends}>
        {t("addBackend")}
      </Button>
    </section>
  );
}

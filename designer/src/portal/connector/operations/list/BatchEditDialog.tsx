import { type ConnectorView, type OperationBatch, routes } from "@tessera/contracts";
import { Alert, Flex, Form, InputNumber, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../../../api/index.ts";
import { useNotice } from "../../../../feedback/index.ts";
import { FormDialog } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";

interface BatchValues {
  addLabels?: string[];
  removeLabels?: string[];
  authenticate: "keep" | "on" | "off";
  grant: "keep" | "on" | "off";
  deprecated: "keep" | "on" | "off";
  timeout: "keep" | "stage" | "value";
  timeoutMs?: number | null;
  /** Empty: unchanged; `*`: the stage's own. */
  backend?: string;
}

interface BatchEditDialogProps {
  open: boolean;
  connector: ConnectorView;
  operations: { id: string; revision: number }[];
  labels: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

/** The change that a filled-in form asks for. */
export function batchOf(values: BatchValues): OperationBatch {
  const { addLabels = [], removeLabels = [], authenticate, grant, deprecated, timeout, timeoutMs, backend } = values;
  const security = { ...(authenticate === "keep" ? {} : { authenticate: authenticate === "on" }), ...(grant === "keep" ? {} : { grant: grant === "on" }) };
  return {
    ...(addLabels.length > 0 ? { addLabels } : {}),
    ...(removeLabels.length > 0 ? { removeLabels } : {}),
    ...(Object.keys(security).length > 0 ? { security } : {}),
    ...(deprecated === "keep" ? {} : { deprecated: deprecated === "on" }),
    ...(timeout === "keep" ? {} : { timeoutMs: timeout === "stage" ? null : (timeoutMs ?? null) }),
    ...(backend ? { backendName: backend === "*" ? null : backend } : {}),
  };
}

/** Changes all chosen operations in one go; what is left alone stays as it is on each. */
export function BatchEditDialog({ open, connector, operations, labels, onClose, onDone }: BatchEditDialogProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const edit = useChange(routes.authoring.editOperations, {
    stales: [routes.connectors.operations, routes.connectors.operation, routes.authoring.facets, routes.connectors.get],
    onSuccess: ({ changed }) => {
      notice.done(t("batchDone", { count: changed }));
      onClose();
      onDone();
    },
  });
  const backends = [...new Set(connector.stages.flatMap((stage) => stage.backends.map(({ name }) => name)))];
  const choice = (name: "authenticate" | "grant" | "deprecated") => (
    <Form.Item name={name} label={t(`${name}Choice`)} style={{ flex: "1 1 200px" }}>
      <Segmented
        options={[
          { value: "keep", label: t("keep") },
          { value: "on", label: t("on") },
          { value: "off", label: t("off") },
        ]}
      />
    </Form.Item>
  );
  return (
    <FormDialog<BatchValues>
      open={open}
      width={640}
      title={t("batchTitle", { count: operations.length })}
      submitText={t("apply")}
      busy={edit.isPending}
      error={edit.error}
      onClose={() => {
        edit.reset();
        onClose();
      }}
      initialValues={{ authenticate: "keep", grant: "keep", deprecated: "keep", timeout: "keep" }}
      onSubmit={(values) => edit.mutate({ params: { connector: connector.name }, body: { operations, change: batchOf(values) } })}
    >
      <Alert type="info" title={t("batchHelp")} style={{ marginBottom: 16 }} />
      <Flex gap={16} wrap>
        <Form.Item name="addLabels" label={t("addLabels")} style={{ flex: "1 1 240px" }}>
          <Select mode="tags" options={labels.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="removeLabels" label={t("removeLabels")} style={{ flex: "1 1 240px" }}>
          <Select mode="multiple" options={labels.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </Flex>
      <Flex gap={16} wrap>
        {choice("authenticate")}
        {choice("grant")}
        {choice("deprecated")}
      </Flex>
      <Flex gap={16} wrap align="end">
        <Form.Item name="timeout" label={t("timeout")}>
          <Segmented
            options={[
              { value: "keep", label: t("keep") },
              { value: "stage", label: t("asStage") },
              { value: "value", label: t("value") },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={["timeout"]}>
          {({ getFieldValue }) =>
            getFieldValue("timeout") === "value" && (
              <Form.Item name="timeoutMs" label={t("timeoutMs")} rules={[{ required: true, message: t("timeoutMs") }]}>
                <InputNumber min={1} max={600_000} precision={0} suffix="ms" style={{ width: 160 }} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="backend" label={t("backend")} style={{ flex: "1 1 200px" }}>
          <Select allowClear placeholder={t("keep")} options={[{ value: "*", label: t("ownBackend") }, ...backends.map((value) => ({ value, label: value }))]} />
        </Form.Item>
      </Flex>
    </FormDialog>
  );
}

import { httpMethods, routes } from "@tessera/contracts";
import { Flex, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { FormDialog, useRules } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type NewOperation, newOperation } from "./new-operation.ts";

interface AddOperationDialogProps {
  open: boolean;
  connector: string;
  /** Ids of the operations that there are. */
  taken: ReadonlySet<string>;
  onClose: () => void;
  onAdded: (operation: string) => void;
}

/** Adds an operation to the draft by method and path; the rest is filled in where it is edited. */
export function AddOperationDialog({ open, connector, taken, onClose, onAdded }: AddOperationDialogProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const add = useChange(routes.connectors.saveOperation, {
    stales: [routes.connectors.operations, routes.connectors.get, routes.connectors.readiness],
    onSuccess: ({ operation }) => {
      notice.done(t("saved"));
      onAdded(operation.id);
    },
  });
  const close = () => {
    add.reset();
    onClose();
  };
  const submit = (values: NewOperation) => {
    const operation = newOperation(values, taken);
    add.mutate({ params: { connector, operation: operation.id }, body: { operation } });
  };
  return (
    <FormDialog<{ operation: NewOperation }> open={open} title={t("add")} submitText={t("add")} busy={add.isPending} error={add.error} onClose={close} initialValues={{ operation: { method: "GET", path: "/" } }} onSubmit={({ operation }) => submit(operation)}>
      <Flex gap={12}>
        <Form.Item name={["operation", "method"]} required label={t("method")} style={{ flex: "0 0 130px" }}>
          <Select options={httpMethods.map((method) => ({ value: method, label: method }))} />
        </Form.Item>
        <Form.Item name={["operation", "path"]} label={t("path")} extra={t("pathHelp")} rules={[rules.required]} style={{ flex: 1 }}>
          <Input spellCheck={false} autoComplete="off" placeholder="/hosts/{id}" style={{ fontFamily: "var(--ant-font-family-code)" }} />
        </Form.Item>
      </Flex>
      <Form.Item name={["operation", "summary"]} label={t("summary")}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}

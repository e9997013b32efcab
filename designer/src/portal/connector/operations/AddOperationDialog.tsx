import { httpMethods, routes } from "@tessera/contracts";
import { Flex, Form, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { FormDialog, useRules } from "../../../form/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type NewOperation, newOperation } from "./new-operation.ts";

interface AddOperationDialogProps {
  open: boolean;
  connector: string;
  onClose: () => void;
  onAdded: (operation: string) => void;
}

/** Adds an operation to the draft by method and path; the rest is filled in where it is edited. */
export function AddOperationDialog({ open, connector, onClose, onAdded }: AddOperationDialogProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const localize = useLocalize();
  const notice = useNotice();
  const [refused, setRefused] = useState<string>();
  const add = useChange(routes.authoring.addOperations, {
    stales: [routes.connectors.operations, routes.connectors.get, routes.connectors.readiness, routes.authoring.facets],
    onSuccess: ({ added, skipped }) => {
      const [first] = added;
      setRefused(skipped[0] && localize(skipped[0].reason));
      if (first === undefined) return;
      notice.done(t("saved"));
      onAdded(first.id);
    },
  });
  const close = () => {
    add.reset();
    setRefused(undefined);
    onClose();
  };
  return (
    <FormDialog<{ operations: NewOperation[] }>
      open={open}
      title={t("add")}
      submitText={t("add")}
      busy={add.isPending}
      error={add.error}
      onClose={close}
      initialValues={{ operations: [{ method: "GET", path: "/" }] }}
      onSubmit={({ operations }) => add.mutate({ params: { connector }, body: { operations: operations.map(newOperation) } })}
    >
      <Flex gap={12}>
        <Form.Item name={["operations", 0, "method"]} required label={t("method")} style={{ flex: "0 0 130px" }}>
          <Select options={httpMethods.map((method) => ({ value: method, label: method }))} />
        </Form.Item>
        <Form.Item name={["operations", 0, "path"]} label={t("path")} extra={t("pathHelp")} rules={[rules.required]} style={{ flex: 1 }} {...(refused === undefined ? {} : { validateStatus: "error" as const, help: refused })}>
          <Input spellCheck={false} autoComplete="off" placeholder="/hosts/{id}" style={{ fontFamily: "var(--ant-font-family-code)" }} />
        </Form.Item>
      </Flex>
      <Form.Item name={["operations", 0, "summary"]} label={t("summary")}>
        <Input maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}

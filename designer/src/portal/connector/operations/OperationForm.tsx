import { type Operation, routes } from "@tessera/contracts";
import { Button, Flex, Form, Input, InputNumber, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { callApi, useChange } from "../../../api/index.ts";
import { ConflictChoice, isConflict, useNotice } from "../../../feedback/index.ts";
import { Confirm, ProblemForm } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type OperationValues, mergeOperation, operationValues } from "./operation-values.ts";

interface OperationFormProps {
  connector: string;
  operation: Operation;
  revision: number;
  onReload: () => void;
  onRemoved: () => void;
}

/** The fields of an operation that people change most. What is typed stays when the operation is read again; `onReload` opens the newest. */
export function OperationForm({ connector, operation, revision, onReload, onRemoved }: OperationFormProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [form] = Form.useForm<OperationValues>();
  const [conflict, setConflict] = useState<Operation>();
  const [base, setBase] = useState(revision);
  const params = { connector, operation: operation.id };
  const stales = [routes.connectors.operation, routes.connectors.operations, routes.connectors.get, routes.connectors.readiness];
  const save = useChange(routes.connectors.saveOperation, {
    stales,
    onSuccess: (saved) => {
      setBase(saved.revision);
      notice.done(t("saved"));
    },
  });
  const remove = useChange(routes.connectors.removeOperation, {
    stales,
    onSuccess: () => {
      notice.done(t("removed"));
      onRemoved();
    },
  });
  const submit = (next: Operation, expected: number) => {
    setConflict(undefined);
    save.mutate({ params, body: { operation: next, revision: expected } }, { onError: (error) => isConflict(error) && setConflict(next) });
  };
  return (
    <>
      <ProblemForm<OperationValues> form={form} error={isConflict(save.error) ? null : save.error} initialValues={operationValues(operation)} onSubmit={(values) => submit(mergeOperation(operation, values), base)}>
        <Form.Item name="summary" label={t("summary")}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="description" label={t("description")} extra={t("descriptionHelp")}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <Form.Item name={["backend", "path"]} label={t("backendPath")} extra={t("backendPathHelp")}>
          <Input spellCheck={false} placeholder={operation.path} style={{ fontFamily: "var(--ant-font-family-code)" }} />
        </Form.Item>
        <Form.Item name={["backend", "timeoutMs"]} label={t("timeout")} extra={t("timeoutHelp")}>
          <InputNumber min={1} max={600_000} precision={0} style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name={["security", "authenticate"]} required label={t("authenticate")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name={["security", "grant"]} required label={t("needsGrant")} extra={t("grantHelp")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="deprecated" required label={t("deprecatedLabel")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Flex justify="space-between">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("save")}
          </Button>
          <Confirm title={t("remove")} loss={t("removeLoss", { operation: operation.id })} confirmText={t("remove")} onConfirm={() => remove.mutate({ params }, { onError: notice.failed })}>
            <Button danger type="text" loading={remove.isPending}>
              {t("remove")}
            </Button>
          </Confirm>
        </Flex>
      </ProblemForm>
      <ConflictChoice
        open={conflict !== undefined}
        onCancel={() => setConflict(undefined)}
        onReload={() => {
          setConflict(undefined);
          onReload();
        }}
        onOverwrite={() => conflict && callApi(routes.connectors.operation, { params }).then((current) => submit(conflict, current.revision), notice.failed)}
      />
    </>
  );
}

import { httpMethods, routes } from "@tessera/contracts";
import { Button, Flex, Form, Input, Select } from "antd";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useChange } from "../../../api/index.ts";
import { useNotice } from "../../../feedback/index.ts";
import { ProblemForm, useRules } from "../../../form/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { type NewOperation, newOperation } from "../../connector/operations/new-operation.ts";
import { messages } from "./messages.ts";

interface ByHandValues {
  operations: NewOperation[];
}

/** Adds one operation after the other: Enter adds, and the next can be typed; Mod+Enter goes on once nothing is typed. */
export function ByHand({ connector, onNext }: { connector: string; onNext: () => void }): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const localize = useLocalize();
  const notice = useNotice();
  const [form] = Form.useForm<ByHandValues>();
  const [refused, setRefused] = useState<string>();
  const path = useRef<HTMLInputElement>(null);
  const add = useChange(routes.authoring.addOperations, {
    stales: [routes.connectors.operations, routes.connectors.get, routes.connectors.readiness, routes.authoring.facets],
    onSuccess: ({ added, skipped }) => {
      const [first] = added;
      setRefused(skipped[0] && localize(skipped[0].reason));
      if (first === undefined) return;
      notice.done(t("added", { count: 1 }));
      form.setFieldValue(["operations", 0, "path"], "/");
      form.setFieldValue(["operations", 0, "summary"], "");
      path.current?.focus();
    },
  });
  const goOn = (event: KeyboardEvent) => {
    const typed: string = (form.getFieldValue(["operations", 0, "path"]) as string | undefined) ?? "";
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || typed.replace("/", "").trim() !== "") return;
    event.preventDefault();
    event.stopPropagation();
    onNext();
  };
  return (
    <div onKeyDownCapture={goOn}>
      <ProblemForm<ByHandValues> form={form} error={add.error} initialValues={{ operations: [{ method: "GET", path: "/" }] }} onSubmit={({ operations }) => add.mutate({ params: { connector }, body: { operations: operations.map(newOperation) } })}>
        <Flex gap={12} wrap align="start">
          <Form.Item name={["operations", 0, "method"]} label={t("method")} style={{ flex: "0 0 120px" }}>
            <Select showSearch options={httpMethods.map((method) => ({ value: method, label: method }))} />
          </Form.Item>
          <Form.Item name={["operations", 0, "path"]} label={t("path")} extra={t("pathHelp")} rules={[rules.required]} style={{ flex: "2 1 280px" }} {...(refused === undefined ? {} : { validateStatus: "error" as const, help: refused })}>
            <Input ref={(input) => void (path.current = input?.input ?? null)} spellCheck={false} autoComplete="off" placeholder="/hosts/{id}" style={{ fontFamily: "var(--ant-font-family-code)" }} />
          </Form.Item>
          <Form.Item name={["operations", 0, "summary"]} label={t("summary")} style={{ flex: "2 1 240px" }}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item label=" " colon={false}>
            <Button htmlType="submit" loading={add.isPending}>
              {t("add")}
            </Button>
          </Form.Item>
        </Flex>
      </ProblemForm>
    </div>
  );
}

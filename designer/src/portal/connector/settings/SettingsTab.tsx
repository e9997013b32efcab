import { type ConnectorView, type LocalizedText, routes } from "@tessera/contracts";
import { Button, Flex, Form, Input, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { callApi, useChange } from "../../../api/index.ts";
import { ConflictChoice, isConflict, useNotice } from "../../../feedback/index.ts";
import { ConfirmByName, GrowingTextArea, ProblemForm } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { useAllowed } from "../../../session/index.ts";
import { messages } from "./messages.ts";

interface SettingsValues {
  title?: LocalizedText;
  description: string;
}

/**
 * Title and description; and the end of the connector. What is typed stays when the connector is read again:
 * saving builds on the revision that was opened, and `onReload` opens the newest.
 */
export function SettingsTab({ connector, onReload }: { connector: ConnectorView; onReload: () => void }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const navigate = useNavigate();
  const mayWrite = useAllowed("connector.write");
  const [form] = Form.useForm<SettingsValues>();
  const [removing, setRemoving] = useState(false);
  const [conflict, setConflict] = useState<SettingsValues>();
  const [base, setBase] = useState(connector.revision);
  const params = { connector: connector.name };
  const save = useChange(routes.connectors.update, {
    stales: [routes.connectors.get, routes.connectors.list, routes.connectors.readiness],
    onSuccess: ({ revision }) => {
      setBase(revision);
      notice.done(t("saved"));
    },
  });
  const remove = useChange(routes.connectors.remove, {
    stales: [routes.connectors.list, routes.catalog.list],
    onSuccess: () => {
      notice.done(t("removed"));
      void navigate("/portal/connectors");
    },
  });
  const submit = (values: SettingsValues, revision: number) => {
    setConflict(undefined);
    save.mutate({ params, body: { ...values, revision } }, { onError: (error) => isConflict(error) && setConflict(values) });
  };
  return (
    <div style={{ maxWidth: 760 }}>
      <Section title={t("basics")}>
        <ProblemForm<SettingsValues>
          form={form}
          disabled={!mayWrite}
          error={isConflict(save.error) ? null : save.error}
          initialValues={{ title: connector.title, description: connector.description }}
          onSubmit={(values) => submit(values, base)}
        >
          <Flex gap={16} wrap>
            <Form.Item name={["title", "zh-CN"]} label={t("titleZh")} style={{ flex: "1 1 240px" }}>
              <Input maxLength={100} lang="zh-CN" />
            </Form.Item>
            <Form.Item name={["title", "en"]} label={t("titleEn")} style={{ flex: "1 1 240px" }}>
              <Input maxLength={100} lang="en" />
            </Form.Item>
          </Flex>
          <Form.Item name="description" label={t("description")} extra={t("descriptionHelp")}>
            <GrowingTextArea lines={[4, 16]} maxLength={20_000} />
          </Form.Item>
          {mayWrite && (
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t("save")}
            </Button>
          )}
        </ProblemForm>
      </Section>
      {mayWrite && (
        <Section title={t("danger")}>
          <Flex justify="space-between" align="center" gap={16}>
            <Typography.Text type="secondary">{t("removeDetail")}</Typography.Text>
            <Button danger onClick={() => setRemoving(true)}>
              {t("remove")}
            </Button>
          </Flex>
        </Section>
      )}
      <ConfirmByName
        open={removing}
        title={t("remove")}
        name={connector.name}
        loss={t("removeLoss", { name: connector.name, count: connector.operationCount })}
        confirmText={t("remove")}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => {
          remove.reset();
          setRemoving(false);
        }}
        onConfirm={() => remove.mutate({ params })}
      />
      <ConflictChoice
        open={conflict !== undefined}
        onCancel={() => setConflict(undefined)}
        onReload={() => {
          setConflict(undefined);
          onReload();
        }}
        onOverwrite={() => conflict && callApi(routes.connectors.get, { params }).then((current) => submit(conflict, current.revision), notice.failed)}
      />
    </div>
  );
}

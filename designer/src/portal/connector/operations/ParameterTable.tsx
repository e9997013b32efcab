import type { Parameter } from "@tessera/contracts";
import { Table, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/index.ts";
import { describeType } from "../../../schema/index.ts";
import { messages } from "./messages.ts";

/** Parameters of an operation with type and meaning. */
export function ParameterTable({ parameters }: { parameters: readonly Parameter[] }): ReactNode {
  const t = useText(messages);
  return (
    <Table<Parameter>
      size="small"
      pagination={false}
      rowKey={(parameter) => `${parameter.in}.${parameter.name}`}
      dataSource={[...parameters]}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: (_value, parameter) => (
            <>
              <code>{parameter.name}</code> {parameter.required && <Typography.Text type="danger">{t("required")}</Typography.Text>}
              {parameter.deprecated && <Typography.Text type="warning"> {t("deprecated")}</Typography.Text>}
            </>
          ),
        },
        { key: "in", title: t("place"), dataIndex: "in", width: 80 },
        { key: "type", title: t("type"), render: (_value, parameter) => <Typography.Text type="secondary">{describeType(parameter.schema)}</Typography.Text> },
        { key: "description", title: t("description"), render: (_value, parameter) => parameter.description },
      ]}
    />
  );
}

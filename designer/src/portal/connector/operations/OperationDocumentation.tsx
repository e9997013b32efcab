import type { MediaType, Operation } from "@tessera/contracts";
import { Tag, Typography } from "antd";
import { type ReactNode, Suspense, lazy } from "react";
import { useText } from "../../../i18n/index.ts";
import { type SharedSchemas, SchemaTree } from "../../../schema/index.ts";
import { messages } from "./messages.ts";
import styles from "./OperationDocumentation.module.css";
import { ParameterTable } from "./ParameterTable.tsx";

const Markdown = lazy(() => import("../../../markdown/Markdown.tsx"));

function Contents({ content, schemas }: { content: Record<string, MediaType> | undefined; schemas: SharedSchemas }): ReactNode {
  return Object.entries(content ?? {}).map(([type, media]) => (
    <div key={type} className={styles.content}>
      <Typography.Text type="secondary">
        <code>{type}</code>
      </Typography.Text>
      <SchemaTree schema={media.schema} shared={schemas} />
    </div>
  ));
}

function statusColor(status: string): string {
  if (status.startsWith("2")) return "success";
  return status.startsWith("4") || status.startsWith("5") ? "error" : "default";
}

/** How an operation is called and what it answers. */
export function OperationDocumentation({ operation, schemas }: { operation: Operation; schemas: SharedSchemas }): ReactNode {
  const t = useText(messages);
  return (
    <>
      {operation.deprecated && <Tag color="warning">{t("deprecated")}</Tag>}
      {operation.summary && <Typography.Paragraph strong>{operation.summary}</Typography.Paragraph>}
      {operation.description && (
        <Suspense>
          <Markdown text={operation.description} />
        </Suspense>
      )}
      <h2 className={styles.heading}>{t("parameters")}</h2>
      {operation.parameters.length === 0 ? <Typography.Text type="secondary">{t("noParameters")}</Typography.Text> : <ParameterTable parameters={operation.parameters} />}
      {operation.requestBody && (
        <>
          <h2 className={styles.heading}>
            {t("body")} {operation.requestBody.required && <Typography.Text type="danger">{t("required")}</Typography.Text>}
          </h2>
          {operation.requestBody.description && <Typography.Paragraph type="secondary">{operation.requestBody.description}</Typography.Paragraph>}
          <Contents content={operation.requestBody.content} schemas={schemas} />
        </>
      )}
      <h2 className={styles.heading}>{t("responses")}</h2>
      {Object.entries(operation.responses).map(([status, response]) => (
        <div key={status} className={styles.response}>
          <Tag color={statusColor(status)}>{status}</Tag>
          <span>{response.description}</span>
          <Contents content={response.content} schemas={schemas} />
        </div>
      ))}
    </>
  );
}

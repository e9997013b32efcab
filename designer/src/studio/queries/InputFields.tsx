import { QuestionCircleOutlined } from "@ant-design/icons";
import type { Query, TaggedValue } from "@tessera/contracts";
import { Alert, Flex, Skeleton, Tag, Tooltip, Typography } from "antd";
import type { ReactNode } from "react";
import { RemoveButton } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { SchemaControl } from "../../schema/index.ts";
import { ValueField } from "../binding/index.ts";
import inspector from "../inspector/Inspector.module.css";
import { messages } from "./messages.ts";
import type { QueryInput } from "./query-inputs.ts";

interface InputFieldsProps {
  query: Query;
  inputs: readonly QueryInput[];
  strays: readonly string[];
  pending: boolean;
  onChange: (inputs: Query["inputs"]) => void;
}

/** The inputs of a query, each fixed or bound. Required ones first. */
export function InputFields({ query, inputs, strays, pending, onChange }: InputFieldsProps): ReactNode {
  const t = useText(messages);
  const set = (key: string, value: TaggedValue | undefined): void => {
    const { [key]: _old, ...rest } = query.inputs ?? {};
    onChange(value === undefined ? rest : { ...query.inputs, [key]: value });
  };
  if (pending) return <Skeleton active title={false} />;
  const sorted = [...inputs.filter(({ required }) => required), ...inputs.filter(({ required }) => !required)];
  return (
    <Flex vertical gap={8}>
      {sorted.length === 0 && <Typography.Text type="secondary">{t("noInputs")}</Typography.Text>}
      {sorted.map((input) => (
        <ValueField
          key={input.key}
          label={input.name}
          required={input.required}
          inline={input.field.kind === "switch"}
          help={
            <>
              <Tag variant="filled">{input.place}</Tag>
              {input.help && (
                <Tooltip title={input.help}>
                  <QuestionCircleOutlined className={inspector.help} aria-label={input.help} />
                </Tooltip>
              )}
            </>
          }
          value={query.inputs?.[input.key]}
          onChange={(value) => set(input.key, value)}
          fallback={input.field.initial}
          bindable
          control={(value, change) => <SchemaControl field={input.field} value={value} checked={value === true} onChange={((next: unknown) => change(valueOf(next))) as (value: never) => void} />}
        />
      ))}
      {strays.length > 0 && (
        <Alert
          type="warning"
          title={t("strays")}
          description={strays.map((key) => (
            <Flex key={key} justify="space-between" align="center">
              <code>{key}</code>
              <RemoveButton label={`${t("remove")}: ${key}`} onClick={() => set(key, undefined)} />
            </Flex>
          ))}
        />
      )}
    </Flex>
  );
}

/** What a control gives: the value itself, or the event of an input; empty counts as not set. */
function valueOf(given: unknown): unknown {
  const value = typeof given === "object" && given !== null && "target" in given ? (given.target as HTMLInputElement).value : given;
  return value === "" || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

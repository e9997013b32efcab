import type { Query } from "@tessera/contracts";
import { Alert, Flex, Typography } from "antd";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { CodeEditor, type CodeEditorProps } from "../../code/index.ts";
import { useText } from "../../i18n/index.ts";
import type { SharedSchemas } from "../../schema/index.ts";
import type { Typed } from "../types/index.ts";
import { messages } from "./messages.ts";
import type { QueryInput } from "./query-inputs.ts";
import { transformTypes } from "./transform-types.ts";
import type { QueryResult } from "./use-query-run.ts";

type MonacoEditorInstance = Parameters<NonNullable<CodeEditorProps["onMount"]>>[0];

const noSchemas: SharedSchemas = {};

interface TransformEditorProps {
  query: Query;
  inputs: readonly QueryInput[];
  /** What the operation is documented to answer. */
  answer: Typed | undefined;
  shared: SharedSchemas | undefined;
  /** The last raw answer, for a hint of its shape. */
  sample: unknown;
  error: QueryResult["transformError"];
  onChange: (transform: string) => void;
}

/** The JavaScript that shapes the answer; it runs on the server, in the sandbox. */
export function TransformEditor({ query, inputs, answer, shared = noSchemas, sample, error, onChange }: TransformEditorProps): ReactNode {
  const t = useText(messages);
  const [initial] = useState(query.transform ?? "");
  const editor = useRef<MonacoEditorInstance | null>(null);
  const shape = shapeOf(sample);
  const types = useMemo(() => transformTypes({ answer, sample, inputs, shared }), [answer, sample, inputs, shared]);
  return (
    <Flex vertical gap={8}>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t("transformHelp")}
        {shape !== "" && (
          <>
            {" "}
            <code>data: {shape}</code>
          </>
        )}
      </Typography.Text>
      <CodeEditor
        label={t("transform")}
        height={180}
        language="javascript"
        path={`transform-${query.id}.js`}
        defaultValue={initial}
        types={types}
        onChange={(text) => onChange(text ?? "")}
        onMount={(mounted) => {
          editor.current = mounted;
        }}
        options={{ lineNumbersMinChars: 3, folding: false, placeholder: "return data.items.filter((item) => item.state === \"firing\")" }}
      />
      {error && <Alert type="error" showIcon title={error.line === undefined ? t("transformFailed") : t("transformFailedAt", { line: error.line })} description={error.message} {...(error.line === undefined ? {} : { onClick: () => editor.current?.revealLineInCenter(error.line ?? 1) })} />}
    </Flex>
  );
}

/** The outermost structure of a value in one line. */
function shapeOf(value: unknown): string {
  const fields = (object: object): string => `{ ${Object.keys(object).slice(0, 8).join(", ")}${Object.keys(object).length > 8 ? ", …" : ""} }`;
  if (value === undefined) return "";
  if (Array.isArray(value)) return typeof value[0] === "object" && value[0] !== null ? `${fields(value[0])}[]` : `${typeof value[0]}[]`;
  return typeof value === "object" && value !== null ? fields(value) : typeof value;
}

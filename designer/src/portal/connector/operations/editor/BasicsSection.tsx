import { type Operation, httpMethods, transports } from "@tessera/contracts";
import { Flex, Input, Segmented, Select, Switch, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { MarkdownInput } from "../../../../markdown/MarkdownInput.tsx";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { messages } from "./messages.ts";
import { textIn, textPointer, withText } from "./operation-texts.ts";
import { pathNames, withPath } from "./path-parameters.ts";

const code = { fontFamily: "var(--ant-font-family-code)" };

/** Without the field when the value says nothing. */
function without<K extends keyof Operation>(operation: Operation, key: K, value: Operation[K] | undefined): Operation {
  const { [key]: _before, ...rest } = operation;
  return (value === undefined ? rest : { ...operation, [key]: value }) as Operation;
}

/** Front side of the operation and its texts in both languages. */
export function BasicsSection({ labels }: { labels: readonly string[] }): ReactNode {
  const t = useText(messages);
  const { operation, update, own, other } = useEditor();
  const names = pathNames(operation.path);
  const languages = own === "zh-CN" ? ([own, other] as const) : ([other, own] as const);
  return (
    <>
      <Flex gap={12} wrap>
        <Field label={t("method")} pointer="/method" id="operation-method" style={{ flex: "0 0 120px" }}>
          <Select id="operation-method" value={operation.method} options={httpMethods.map((value) => ({ value, label: value }))} onChange={(method) => update("method", (one) => ({ ...one, method }))} />
        </Field>
        <Field label={t("path")} pointer="/path" id="operation-path" style={{ flex: "1 1 320px" }} help={names.length > 0 ? t("pathParameters", { names: names.join(", ") }) : t("pathHelp")}>
          <Input id="operation-path" style={code} spellCheck={false} autoComplete="off" value={operation.path} onChange={({ target }) => update("path", (one) => withPath(one, target.value))} />
        </Field>
      </Flex>
      <Flex gap={24} wrap>
        <Field label={t("transport")} pointer="/transport">
          <Segmented
            aria-label={t("transport")}
            value={operation.transport ?? "http"}
            options={transports.map((value) => ({ value, label: t(value) }))}
            onChange={(transport) => update("transport", (one) => without(one, "transport", transport === "http" ? undefined : transport))}
          />
        </Field>
        <Field label={t("matchSubpath")} pointer="/matchSubpath" id="operation-subpath" help={t("matchSubpathHelp")}>
          <Switch id="operation-subpath" checked={operation.matchSubpath ?? false} onChange={(on) => update("matchSubpath", (one) => without(one, "matchSubpath", on || undefined))} />
        </Field>
      </Flex>
      <Flex gap={12} wrap>
        <Field label={t("labels")} pointer="/tags" id="operation-labels" style={{ flex: "1 1 300px" }} help={t("labelsHelp")}>
          <Select id="operation-labels" mode="tags" maxTagTextLength={40} value={operation.tags ?? []} options={labels.map((value) => ({ value, label: value }))} onChange={(tags: string[]) => update("tags", (one) => without(one, "tags", tags.length > 0 ? tags : undefined))} />
        </Field>
        <Field label={t("id")} pointer="/id" style={{ flex: "0 1 260px" }} help={t("idHelp")}>
          <Typography.Text code copyable={{ text: operation.id }}>
            {operation.id}
          </Typography.Text>
        </Field>
      </Flex>
      <Flex gap={12} wrap>
        {languages.map((locale) => (
          <Field key={locale} label={t(locale === "en" ? "summaryEn" : "summaryZh")} pointer={textPointer("summary", locale, own)} id={`operation-summary-${locale}`} style={{ flex: "1 1 300px" }}>
            <Input id={`operation-summary-${locale}`} maxLength={300} value={textIn(operation, "summary", locale, own)} onChange={({ target }) => update(`summary-${locale}`, (one) => withText(one, "summary", locale, own, target.value))} />
          </Field>
        ))}
      </Flex>
      <Flex gap={12} wrap>
        {languages.map((locale) => (
          <Field key={locale} label={t(locale === "en" ? "descriptionEn" : "descriptionZh")} pointer={textPointer("description", locale, own)} id={`operation-description-${locale}`} style={{ flex: "1 1 300px" }}>
            <MarkdownInput
              id={`operation-description-${locale}`}
              label={t(locale === "en" ? "descriptionEn" : "descriptionZh")}
              placeholder={t("markdown")}
              value={textIn(operation, "description", locale, own)}
              onChange={(text) => update(`description-${locale}`, (one) => withText(one, "description", locale, own, text))}
            />
          </Field>
        ))}
      </Flex>
    </>
  );
}

import { CaretRightOutlined, CloseOutlined, DeleteOutlined } from "@ant-design/icons";
import type { Query } from "@tessera/contracts";
import { removeQuery, setProp, updateQuery, usesOf } from "@tessera/page";
import { App, Button, Flex, Input, InputNumber, Segmented, Tabs, Tag, Tooltip, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { ErrorNote } from "../../feedback/index.ts";
import { useText } from "../../i18n/index.ts";
import { shortcutText } from "../../commands/index.ts";
import { manifestOf } from "../component/index.ts";
import { useEditor, useEditorStore, useSelectedNode } from "../editor-store/index.ts";
import { namesOfUses } from "../nodes/index.ts";
import { answerOf } from "../types/index.ts";
import { InputFields } from "./InputFields.tsx";
import { messages } from "./messages.ts";
import styles from "./Queries.module.css";
import { inputsOf, missingInputs, strayInputs } from "./query-inputs.ts";
import { QueryResultView } from "./QueryResultView.tsx";
import { TransformEditor } from "./TransformEditor.tsx";
import { useOperation } from "./use-operation.ts";
import { useQueryRun } from "./use-query-run.ts";

/** The query in the drawer: what it calls, its inputs, its transform, and a run of it. */
export function QueryEditor({ query }: { query: Query }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const { modal } = App.useApp();
  const { mapping, operation } = useOperation(query);
  const run = useQueryRun(query);
  const inputs = operation.data ? inputsOf(operation.data.operation, operation.data.schemas) : [];
  const missing = missingInputs(query, inputs);
  const set = (patch: Partial<Query>, group: string): boolean => store.getState().edit((records) => updateQuery(records, { query: query.id, patch }), { group: `${query.id}/${group}`, label: query.name });

  const remove = (): void => {
    const { records } = store.getState();
    const users = namesOfUses(usesOf(records, { kind: "query", id: query.id }), records);
    const now = (): void => void store.getState().edit((current) => removeQuery(current, { query: query.id }), { label: t("remove") });
    if (users.length === 0) return now();
    modal.confirm({ title: t("removeUsed"), content: t("removeUsedDetail", { users: users.slice(0, 8).join(", ") }), okText: t("remove"), cancelText: t("cancel"), okButtonProps: { danger: true }, onOk: now });
  };

  return (
    <section
      className={styles.editor}
      aria-label={query.name}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void run.start();
      }}
    >
      <Flex className={styles.editorHead} align="center" gap={8}>
        <QueryName key={query.name} query={query} />
        <Typography.Text type="secondary" ellipsis className={styles.grow}>
          {mapping?.connector ?? query.connector} / {mapping?.stage} · {operation.data ? `${operation.data.operation.method} ${operation.data.operation.path}` : query.operation}
        </Typography.Text>
        <UseInSelection query={query} />
        <Tooltip title={missing.length > 0 ? t("missing", { names: missing.map(({ name }) => name).join(", ") }) : shortcutText("Mod+Enter")}>
          <Button type="primary" size="small" icon={<CaretRightOutlined />} loading={run.busy} onClick={() => void run.start()}>
            {t("run")}
          </Button>
        </Tooltip>
        <Tooltip title={t("remove")}>
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("remove")} onClick={remove} />
        </Tooltip>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("close")} onClick={() => store.getState().showQuery(null)} />
      </Flex>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Tabs
            size="small"
            items={[
              {
                key: "inputs",
                label: (
                  <>
                    {t("inputs")} {missing.length > 0 && <Tag color="warning">{missing.length}</Tag>}
                  </>
                ),
                children: operation.error ? (
                  <ErrorNote error={operation.error} onRetry={() => void operation.refetch()} />
                ) : (
                  <InputFields query={query} inputs={inputs} strays={strayInputs(query, operation.data ? inputs : [])} pending={operation.isPending && mapping !== undefined} onChange={(next) => set({ inputs: next }, "inputs")} />
                ),
              },
              { key: "transform", label: t("transform"), children: <TransformEditor key={query.id} query={query} inputs={inputs} answer={operation.data && answerOf(operation.data.operation, operation.data.schemas)} shared={operation.data?.schemas} sample={run.result?.raw} error={run.result?.transformError} onChange={(transform) => set({ transform: transform === "" ? undefined : transform } as Partial<Query>, "transform")} /> },
              {
                key: "settings",
                label: t("settings"),
                children: (
                  <Flex vertical gap={12}>
                    <Flex vertical gap={4}>
                      <Typography.Text type="secondary">{t("trigger")}</Typography.Text>
                      <Segmented<Query["trigger"]> value={query.trigger} options={[{ value: "load", label: t("onLoad") }, { value: "manual", label: t("byAction") }]} onChange={(trigger) => set({ trigger }, "trigger")} style={{ alignSelf: "flex-start" }} />
                    </Flex>
                    <Flex vertical gap={4}>
                      <Typography.Text type="secondary">{t("poll")}</Typography.Text>
                      <InputNumber aria-label={t("poll")} min={1} max={3600} suffix={t("seconds")} placeholder={t("off")} style={{ width: 160 }} value={query.pollMs === undefined ? null : query.pollMs / 1000} onChange={(seconds) => set({ pollMs: seconds === null ? undefined : Math.round(seconds * 1000) } as Partial<Query>, "poll")} />
                    </Flex>
                  </Flex>
                ),
              },
            ]}
          />
        </div>
        <div className={styles.column}>
          <QueryResultView run={run} />
        </div>
      </div>
    </section>
  );
}

function QueryName({ query }: { query: Query }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const [name, setName] = useState(query.name);
  const save = (): void => {
    if (name === query.name) return;
    if (name === "" || !store.getState().edit((records) => updateQuery(records, { query: query.id, patch: { name } }), { label: t("rename") })) setName(query.name);
  };
  return <Input size="small" aria-label={t("name")} spellCheck={false} style={{ width: 180, fontWeight: 600 }} value={name} onChange={(event) => setName(event.target.value.trim())} onBlur={save} onPressEnter={save} />;
}

/** Binds the data of the selected component to the query. */
function UseInSelection({ query }: { query: Query }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const node = useSelectedNode();
  const page = useEditor((editor) => editor.page);
  const manifest = node ? manifestOf(node.type) : undefined;
  const prop = manifest?.props.find(({ name }) => name === "data") ?? manifest?.props.find(({ bindable, group }) => bindable && group === "data");
  if (!node || !prop) return null;
  const template = `{{ queries.${query.id}.data }}`;
  const current = node.props?.[prop.name];
  if (current?.kind === "binding" && current.template.includes(`queries.${query.id}.`)) return null;
  return (
    <Button size="small" onClick={() => store.getState().edit((records) => setProp(records, { page, node: node.id, prop: prop.name, value: { kind: "binding", template } }), { label: t("use", { name: node.name }) })}>
      {t("use", { name: node.name })}
    </Button>
  );
}

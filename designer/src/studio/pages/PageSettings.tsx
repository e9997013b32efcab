import { PlusOutlined } from "@ant-design/icons";
import type { Json, PageHead } from "@tessera/contracts";
import { setPageHead, uniqueName } from "@tessera/page";
import { Button, Flex, Input, Switch, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { RemoveButton } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { TextsInput } from "../binding/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { JsonControl } from "../inspector/controls/JsonControl.tsx";
import styles from "../inspector/Inspector.module.css";
import { messages } from "./messages.ts";

/** The settings of the open page: titles, address, navigation, variables. */
export function PageSettings(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const id = useEditor((editor) => editor.page);
  const page = useEditor((editor) => editor.records[`page/${editor.page}`] as unknown as PageHead | undefined);
  if (!page) return null;
  const set = (patch: Partial<PageHead>, group: string): boolean => store.getState().edit((records) => setPageHead(records, { page: id, patch }), { group: `page/${id}/${group}`, label: t("settings") });
  const state = page.state ?? {};
  return (
    <div className={styles.panel} key={id}>
      <Typography.Text strong>{t("settings")}</Typography.Text>
      <section className={styles.group} aria-label={t("settings")}>
        <div className={styles.labelled}>
          <Typography.Text type="secondary">{t("title")}</Typography.Text>
          <TextsInput label={t("title")} maxLength={100} value={page.title} onChange={(title) => set({ title }, "title")} />
        </div>
        <label className={styles.labelled}>
          <Typography.Text type="secondary">{t("path")}</Typography.Text>
          <PathInput key={page.path} path={page.path} onChange={(path) => set({ path }, "path")} />
        </label>
        <Flex justify="space-between" align="center">
          <Typography.Text type="secondary">{t("inNavigation")}</Typography.Text>
          <Switch size="small" aria-label={t("inNavigation")} checked={page.navigation ?? true} onChange={(navigation) => set({ navigation }, "navigation")} />
        </Flex>
      </section>
      <section className={styles.group} aria-label={t("state")}>
        <h3 className={styles.groupTitle}>{t("state")}</h3>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t("stateHelp")}
        </Typography.Text>
        {Object.entries(state).map(([name, value]) => (
          <div key={name} className={styles.item}>
            <div className={styles.itemHead}>
              <StateName name={name} taken={Object.keys(state)} onChange={(next) => set({ state: Object.fromEntries(Object.entries(state).map(([key, one]) => [key === name ? next : key, one])) }, "state")} />
              <RemoveButton
                label={t("removeVariable", { name })}
                onClick={() => set({ state: Object.fromEntries(Object.entries(state).filter(([key]) => key !== name)) }, `state/${name}`)}
              />
            </div>
            <JsonControl label={name} value={value} onChange={(next) => set({ state: { ...state, [name]: (next ?? null) as Json } }, `state/${name}`)} />
          </div>
        ))}
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => set({ state: { ...state, [uniqueName("value", new Set(Object.keys(state)))]: "" } }, "state")}>
          {t("addVariable")}
        </Button>
      </section>
    </div>
  );
}

function PathInput({ path, onChange }: { path: string; onChange: (path: string) => boolean }): ReactNode {
  const t = useText(messages);
  const [text, setText] = useState(path);
  const fits = /^[a-z0-9-]{1,63}$/.test(text);
  const save = (): void => {
    if (text !== path && (!fits || !onChange(text))) setText(path);
  };
  return (
    <>
      <Input spellCheck={false} status={fits ? "" : "error"} value={text} onChange={(event) => setText(event.target.value)} onBlur={save} onPressEnter={save} />
      {!fits && <Typography.Text type="danger">{t("pathBad")}</Typography.Text>}
    </>
  );
}

function StateName({ name, taken, onChange }: { name: string; taken: readonly string[]; onChange: (name: string) => void }): ReactNode {
  const t = useText(messages);
  const [text, setText] = useState(name);
  const fits = /^[A-Za-z_]\w{0,62}$/.test(text) && (text === name || !taken.includes(text));
  const save = (): void => {
    if (!fits) setText(name);
    else if (text !== name) onChange(text);
  };
  return <Input size="small" variant="borderless" spellCheck={false} aria-label={t("variableName")} status={fits ? "" : "error"} value={text} onChange={(event) => setText(event.target.value)} onBlur={save} onPressEnter={save} />;
}

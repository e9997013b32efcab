import type { AppHead } from "@tessera/contracts";
import { setAppHead } from "@tessera/page";
import { Flex, Form, Select } from "antd";
import type { ReactNode } from "react";
import { AppIcon, appIconNames } from "../../app-icon/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { TextsInput } from "../binding/index.ts";
import { useAppHead, useEditor, useEditorStore, usePageIds } from "../editor-store/index.ts";
import { messages } from "./messages.ts";

/** Title, description, icon and home page. */
export function GeneralSettings(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const store = useEditorStore();
  const head = useAppHead();
  const pages = usePageIds();
  const records = useEditor((editor) => editor.records);
  const set = (patch: Partial<AppHead>, group: string): void => void store.getState().edit((now) => setAppHead(now, { patch }), { group: `app/${group}`, label: t("settings") });
  const tile = (name: string): ReactNode => (
    <Flex gap={8} align="center">
      <AppIcon name={name} size={22} />
      {name}
    </Flex>
  );
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t("title")}>
        <TextsInput label={t("title")} maxLength={100} value={head.title} onChange={(title) => set({ title }, "title")} />
      </Form.Item>
      <Form.Item label={t("description")}>
        <TextsInput label={t("description")} maxLength={200} value={head.description ?? {}} onChange={(description) => set({ description }, "description")} />
      </Form.Item>
      <Flex gap={16}>
        <Form.Item label={t("icon")} style={{ flex: 1 }}>
          <Select
            aria-label={t("icon")}
            showSearch
            value={head.icon}
            options={appIconNames.map((name) => ({ value: name, label: name }))}
            optionRender={({ value }) => tile(String(value))}
            labelRender={({ value }) => tile(String(value))}
            onChange={(icon: string) => set({ icon }, "icon")}
          />
        </Form.Item>
        <Form.Item label={t("home")} style={{ flex: 1 }}>
          <Select aria-label={t("home")} value={head.home ?? null} options={pages.map((id) => ({ value: id, label: localize(records[`page/${id}`]?.["title"] as never) || id }))} onChange={(home: string) => set({ home }, "home")} />
        </Form.Item>
      </Flex>
    </Form>
  );
}

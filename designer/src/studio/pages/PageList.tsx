import { CopyOutlined, DeleteOutlined, HomeOutlined, MoreOutlined, PlusOutlined } from "@ant-design/icons";
import type { LocalizedText, PageHead } from "@tessera/contracts";
import { addPage, duplicatePage, newId, removePage, reorderPage, setAppHead, usesOf } from "@tessera/page";
import { App, Button, Dropdown, Form, Input, Tooltip } from "antd";
import { type ReactNode, useState } from "react";
import { FormDialog, nameFrom, useRules } from "../../form/index.ts";
import { useLocale, useLocalize, useText } from "../../i18n/index.ts";
import { useAppHead, useEditor, useEditorStore, usePageIds } from "../editor-store/index.ts";
import { namesOfUses } from "../nodes/index.ts";
import { messages } from "./messages.ts";
import styles from "./PageList.module.css";

/** The pages of the app in the order of its navigation. */
export function PageList(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const locale = useLocale();
  const rules = useRules();
  const store = useEditorStore();
  const { modal } = App.useApp();
  const pages = usePageIds();
  const records = useEditor((editor) => editor.records);
  const current = useEditor((editor) => editor.page);
  const head = useAppHead();
  const [adding, setAdding] = useState(false);
  const { edit, showPage, select } = store.getState();

  const remove = (page: string, title: string): void => {
    const users = namesOfUses(usesOf(records, { kind: "page", id: page }).filter((use) => use.key !== "app" && use.page !== page), records);
    const count = Object.keys(records).filter((key) => key.startsWith(`node/${page}/`)).length;
    modal.confirm({
      title: t("removeTitle", { title }),
      content: users.length > 0 ? t("removeUsed", { users: users.join(", ") }) : t("removeDetail", { count }),
      okText: t("remove"),
      cancelText: t("cancel"),
      okButtonProps: { danger: true },
      onOk: () => void store.getState().edit((now) => removePage(now, { page }), { label: t("remove") }),
    });
  };
  const duplicate = (page: string): void => {
    const id = newId(String(records[`page/${page}`]?.["path"] ?? "page"));
    if (store.getState().edit((now) => duplicatePage(now, { page, id }), { label: t("duplicate") })) showPage(id);
  };
  return (
    <div className={styles.pages}>
      <ul className={styles.list} aria-label={t("pages")}>
        {pages.map((id, index) => {
          const page = records[`page/${id}`] as unknown as PageHead;
          const title = localize(page.title) || page.path;
          return (
            <li key={id} className={id === current ? `${styles.page} ${styles.current}` : styles.page}>
              <button
                type="button"
                className={styles.open}
                aria-current={id === current ? "page" : undefined}
                onClick={() => {
                  showPage(id);
                  select([]);
                }}
              >
                <span className={styles.title}>{title}</span>
                <span className={styles.path}>/{page.path}</span>
              </button>
              {head.home === id && (
                <Tooltip title={t("home")}>
                  <HomeOutlined aria-label={t("home")} className={styles.home} />
                </Tooltip>
              )}
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: [
                    { key: "home", icon: <HomeOutlined />, label: t("setHome"), disabled: head.home === id, onClick: () => void edit((now) => setAppHead(now, { patch: { home: id } }), { label: t("setHome") }) },
                    { key: "duplicate", icon: <CopyOutlined />, label: t("duplicate"), onClick: () => duplicate(id) },
                    { key: "up", label: t("up"), disabled: index === 0, onClick: () => void edit((now) => reorderPage(now, { page: id, index: index - 1 }), { label: t("up") }) },
                    { key: "down", label: t("down"), disabled: index === pages.length - 1, onClick: () => void edit((now) => reorderPage(now, { page: id, index: index + 1 }), { label: t("down") }) },
                    { type: "divider" },
                    { key: "remove", icon: <DeleteOutlined />, danger: true, label: t("remove"), disabled: pages.length < 2, onClick: () => remove(id, title) },
                  ],
                }}
              >
                <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("more", { title })} />
              </Dropdown>
            </li>
          );
        })}
      </ul>
      <Button type="dashed" block icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t("add")}
      </Button>
      <FormDialog<{ title: string; path: string }>
        open={adding}
        title={t("add")}
        submitText={t("add")}
        onClose={() => setAdding(false)}
        onSubmit={({ title, path }) => {
          const id = newId(path || "page");
          const text: LocalizedText = { [locale]: title };
          if (!store.getState().edit((now) => addPage(now, { id, title: text, path }), { label: t("add") })) return;
          setAdding(false);
          store.getState().showPage(id);
        }}
      >
        {(form) => (
          <>
            <Form.Item name="title" label={t("title")} rules={[rules.required]}>
              <Input maxLength={100} onChange={(event) => !form.isFieldTouched("path") && form.setFieldValue("path", nameFrom(event.target.value))} />
            </Form.Item>
            <Form.Item
              name="path"
              label={t("path")}
              extra={t("pathHelp")}
              style={{ marginBottom: 0 }}
              rules={[rules.required, { pattern: /^[a-z0-9-]{1,63}$/, message: t("pathBad") }, { validator: (_rule, value) => (pages.some((id) => records[`page/${id}`]?.["path"] === value) ? Promise.reject(new Error(t("pathTaken"))) : Promise.resolve()) }]}
            >
              <Input maxLength={63} spellCheck={false} autoComplete="off" />
            </Form.Item>
          </>
        )}
      </FormDialog>
    </div>
  );
}

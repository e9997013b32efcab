import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from "@ant-design/icons";
import { type AppView, routes } from "@tessera/contracts";
import { type PageProblem, assembleBundle, checkBundle, diffRecords, explodeBundle } from "@tessera/page";
import { Button, Flex, Form, Input, Modal, Segmented, Spin, Typography } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useApi, useChange } from "../../api/index.ts";
import { ErrorNote, useNotice } from "../../feedback/index.ts";
import { GrowingTextArea } from "../../form/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { manifests } from "../component/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { ChangeList } from "./ChangeList.tsx";
import { changeSummary } from "./change-summary.ts";
import { messages } from "./messages.ts";
import styles from "./Publish.module.css";
import { nextVersions } from "./version.ts";

/** Freezes the draft as a version and gives it to end users: what is wrong, what changed, which version, notes. */
export function PublishDialog({ app, open, onClose }: { app: AppView | undefined; open: boolean; onClose: () => void }): ReactNode {
  const t = useText(messages);
  return (
    <Modal open={open} title={t("publish")} width={640} footer={null} destroyOnHidden onCancel={onClose}>
      {open && app && <PublishForm app={app} onClose={onClose} />}
    </Modal>
  );
}

function PublishForm({ app, onClose }: { app: AppView; onClose: () => void }): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const notice = useNotice();
  const locale = useLocale();
  const records = useEditor((editor) => editor.records);
  const problems = useMemo(() => checkBundle(assembleBundle(records), manifests), [records]);
  const errors = problems.filter(({ severity }) => severity === "error");
  const versions = nextVersions(app.published);
  const [version, setVersion] = useState(versions[0] ?? "1.0.0");
  const [notes, setNotes] = useState("");
  const [saving, setSaving] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const live = useApi(routes.apps.version, { params: { app: app.name, version: app.published ?? "0.0.0" } }, { enabled: app.published !== null });
  const changes = useMemo(() => {
    if (app.published === null || !live.data) return null;
    const before = explodeBundle(live.data as never);
    return { before, list: changeSummary(diffRecords(before, records), before, records, locale) };
  }, [app.published, live.data, records, locale]);
  const publish = useChange(routes.apps.publish, {
    stales: [routes.apps.get, routes.apps.list, routes.apps.versions],
    onSuccess: (made) => {
      notice.done(t("published", { version: made.version }));
      onClose();
    },
  });
  const mayPublish = errors.length === 0 && !publish.isPending && /^\d+\.\d+\.\d+/.test(version);
  const submit = async (): Promise<void> => {
    setSaving(true);
    const stored = await store.autosave.flush();
    setSaving(false);
    setUnsaved(!stored);
    if (stored) publish.mutate({ params: { app: app.name }, body: { version, ...(notes.trim() === "" ? {} : { notes: notes.trim() }) } });
  };
  const show = (problem: PageProblem): void => {
    const { showPage, select, showQuery } = store.getState();
    if (problem.page !== undefined) showPage(problem.page);
    if (problem.node !== undefined) select([problem.node]);
    if (problem.query !== undefined) showQuery(problem.query);
    onClose();
  };
  return (
    <Form
      layout="vertical"
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && mayPublish) void submit();
      }}
    >
      <Form.Item label={t("checks")}>
        <div className={styles.box}>
          {problems.length === 0 ? (
            <Flex gap={8}>
              <CheckCircleFilled style={{ color: "var(--ant-color-success)" }} />
              {t("noProblems")}
            </Flex>
          ) : (
            <ul className={styles.list}>
              {problems.map((problem) => (
                <li key={problem.path + problem.code}>
                  <button type="button" className={styles.line} onClick={() => show(problem)}>
                    {problem.severity === "error" ? <CloseCircleFilled style={{ color: "var(--ant-color-error)" }} aria-label={t("error")} /> : <WarningFilled style={{ color: "var(--ant-color-warning)" }} aria-label={t("warning")} />}
                    <span>{problem.message[locale]}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </Form.Item>
      <Form.Item label={app.published === null ? t("firstVersion") : t("changes", { version: app.published })}>
        <div className={styles.box}>
          {app.published === null && <Typography.Text type="secondary">{t("firstVersionDetail")}</Typography.Text>}
          {app.published !== null && changes === null && !live.error && <Spin size="small" />}
          {live.error && <ErrorNote error={live.error} />}
          {changes?.list.length === 0 && <Typography.Text type="secondary">{t("nothingChanged")}</Typography.Text>}
          {changes !== null && changes.list.length > 0 && (
            <ChangeList changes={changes.list} before={changes.before} after={records} />
          )}
        </div>
      </Form.Item>
      <Form.Item label={t("version")}>
        <Flex gap={12} align="center">
          <Segmented aria-label={t("version")} value={versions.includes(version) ? version : ""} options={versions} onChange={setVersion} />
          <Input aria-label={t("otherVersion")} style={{ width: 140 }} value={version} onChange={(event) => setVersion(event.target.value.trim())} spellCheck={false} />
        </Flex>
      </Form.Item>
      <Form.Item label={t("notes")}>
        <GrowingTextArea autoFocus value={notes} maxLength={20_000} lines={[2, 8]} placeholder={t("notesExample")} onChange={(event) => setNotes(event.target.value)} />
      </Form.Item>
      {publish.error && <ErrorNote error={publish.error} />}
      {unsaved && <ErrorNote error={new Error(t("notSaved"))} />}
      <Flex justify="end" gap={8} style={{ marginTop: 16 }}>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button type="primary" disabled={!mayPublish} loading={saving || publish.isPending} onClick={() => void submit()}>
          {t("publishVersion", { version })}
        </Button>
      </Flex>
    </Form>
  );
}

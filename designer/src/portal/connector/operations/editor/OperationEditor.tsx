import { DeleteOutlined, EyeOutlined, RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { type ConnectorView, type ValueSchema, routes } from "@tessera/contracts";
import { Alert, Button, Flex, Form, Tag } from "antd";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../../feedback/index.ts";
import { useLocale, useText } from "../../../../i18n/index.ts";
import { Section } from "../../../../layout/index.ts";
import { OperationUsers } from "../lifecycle/index.ts";
import { BatchRemoveDialog } from "../list/BatchRemoveDialog.tsx";
import { OperationDocumentation } from "../OperationDocumentation.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import styles from "./Editor.module.css";
import { EditorContext, type EditorParts } from "./EditorContext.ts";
import { EditorNavigation } from "./EditorNavigation.tsx";
import { EditorSections } from "./EditorSections.tsx";
import { problemsOfError } from "./field-problems.ts";
import { messages } from "./messages.ts";
import { OperationBar } from "./OperationBar.tsx";
import { ownLanguage } from "./operation-texts.ts";
import { ProblemSummary } from "./ProblemSummary.tsx";
import { SharedSchemaDrawer } from "./SharedSchemaDrawer.tsx";
import { useEditorKeys } from "./use-editor-keys.ts";
import { type LoadedOperation, useOperationEdit } from "./use-operation-edit.ts";
import { useShow } from "./use-show.ts";

interface OperationEditorProps {
  connector: ConnectorView;
  loaded: LoadedOperation;
  schemas: Record<string, ValueSchema>;
  back: string;
  onRemoved: () => void;
  onReload: () => void;
  /** What is decided about the operation while it is served; not a part of the edit. */
  children: ReactNode;
}

/** Edits one operation: sections with a way to each, undo, what is wrong and what the docs lack. */
export function OperationEditor({ connector, loaded, schemas, back, onRemoved, onReload, children }: OperationEditorProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const notice = useNotice();
  const [params] = useSearchParams();
  const [preview, setPreview] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [shared, setShared] = useState<string>();
  const [own] = useState(() => ownLanguage(loaded.operation, locale));
  const body = useRef<HTMLDivElement>(null);
  const edit = useOperationEdit(connector.name, loaded, () => notice.done(t("saved")));
  const { operation, problems } = edit;
  const names = useApi(routes.authoring.schemas, { params: { connector: connector.name } });
  const facets = useApi(routes.authoring.facets, { params: { connector: connector.name } });
  const show = useShow(body, params.get("at"), () => setPreview(false));
  useEditorKeys(body, edit);

  const parts = useMemo(
    (): EditorParts => ({
      connector: connector.name,
      operation,
      update: edit.update,
      problems,
      sources: { shared: schemas, names: names.data?.items.map(({ name }) => name) ?? Object.keys(schemas), onEditShared: setShared },
      own,
      other: own === "en" ? "zh-CN" : "en",
    }),
    [connector.name, operation, edit.update, problems, schemas, names.data, own],
  );

  const labels = useMemo(() => facets.data?.labels.map(({ value }) => value) ?? [], [facets.data]);
  const last = useMemo(
    () => (
      <div className={styles.section} data-pointer="#lifecycle">
        {children}
      </div>
    ),
    [children],
  );

  return (
    <div ref={body}>
      <OperationBar
        connector={connector.name}
        operation={operation}
        back={back}
        state={
          <span role="status" className={styles.state}>
            {edit.dirty ? <Tag color="warning">{t("unsaved")}</Tag> : <Tag>{t("unchanged")}</Tag>}
          </span>
        }
      >
        <Button icon={<EyeOutlined />} type={preview ? "primary" : "default"} ghost={preview} aria-pressed={preview} onClick={() => setPreview(!preview)}>
          {t("preview")}
        </Button>
        <Button icon={<UndoOutlined />} aria-label={t("undo")} title={t("undo")} disabled={!edit.undo} onClick={edit.undo} />
        <Button icon={<RedoOutlined />} aria-label={t("redo")} title={t("redo")} disabled={!edit.redo} onClick={edit.redo} />
        <Button icon={<DeleteOutlined />} aria-label={t("remove")} title={t("remove")} onClick={() => setRemoving(true)} />
        {edit.dirty && (
          <Button onClick={edit.discard}>{t("discard")}</Button>
        )}
        <Button type="primary" disabled={!edit.dirty} loading={edit.saving} onClick={edit.save}>
          {t("save")}
        </Button>
      </OperationBar>
      {edit.restored && edit.dirty && <Alert type="info" role="status" showIcon closable title={t("restored")} style={{ marginBottom: 12 }} />}
      {edit.error !== null && edit.error !== undefined && problemsOfError(edit.error).length === 0 && (
        <div style={{ marginBottom: 12 }}>
          <ErrorNote error={edit.error} />
        </div>
      )}
      <ProblemSummary problems={problems} onShow={show} />
      <EditorContext value={parts}>
        {preview ? (
          <Section>
            <OperationDocumentation operation={operation} schemas={schemas} />
          </Section>
        ) : (
          <Flex gap={20} align="start">
            <EditorNavigation problems={problems} score={edit.score} onShow={show} />
            <div className={styles.sections}>
              <Form layout="vertical" component={false}>
                <EditorSections stages={connector.stages} labels={labels} atOnce={params.has("at")}>
                  {last}
                </EditorSections>
              </Form>
            </div>
          </Flex>
        )}
      </EditorContext>
      <ConflictDialog conflict={edit.conflict} onSettle={edit.settle} onCancel={edit.keepEditing} />
      <BatchRemoveDialog open={removing} connector={connector.name} operations={[{ id: operation.id, revision: edit.revision }]} onClose={() => setRemoving(false)} onDone={onRemoved}>
        <OperationUsers connector={connector.name} operation={operation.id} />
      </BatchRemoveDialog>
      <SharedSchemaDrawer connector={connector.name} name={shared} names={names.data?.items.map(({ name }) => name) ?? []} onEdit={setShared} onClose={() => setShared(undefined)} onSaved={onReload} />
    </div>
  );
}

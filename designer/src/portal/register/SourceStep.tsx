import { AppstoreOutlined, CloudDownloadOutlined, FileAddOutlined, InboxOutlined, UploadOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Flex, Form, Input, Spin, Typography, Upload } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { callApi } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { ProblemForm } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { type CheckedDocument, type DocumentSource, largestDocument } from "./document-source.ts";
import { messages } from "./messages.ts";
import styles from "./SourceStep.module.css";

interface SourceStepProps {
  into: string | undefined;
  onChecked: (document: CheckedDocument) => void;
  onEmpty: () => void;
}

const largestText = `${Math.floor(largestDocument / 2 ** 20)} MiB`;

type Kind = "file" | "url" | "catalog" | "empty";
const icons: Record<Kind, ReactNode> = { file: <UploadOutlined />, url: <CloudDownloadOutlined />, catalog: <AppstoreOutlined />, empty: <FileAddOutlined /> };

/** Where the API's description comes from. */
export function SourceStep({ into, onChecked, onEmpty }: SourceStepProps): ReactNode {
  const t = useText(messages);
  const navigate = useNavigate();
  const [form] = Form.useForm<{ url: string }>();
  const [kind, setKind] = useState<"file" | "url">("file");
  const [refused, setRefused] = useState<string>();
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const check = useMutation({
    mutationFn: async ({ source, label }: { source: DocumentSource; label: string }) => {
      abort.current = new AbortController();
      return { source, label, report: await callApi(routes.connectors.checkDocument, { body: source, signal: abort.current.signal }) };
    },
    onSuccess: onChecked,
  });
  const cancel = () => {
    abort.current?.abort();
    check.reset();
  };
  const choose = (next: Kind) => {
    cancel();
    setRefused(undefined);
    if (next === "catalog") void navigate("/portal/catalog");
    else if (next === "empty") onEmpty();
    else setKind(next);
  };
  const readFile = async (file: File) => {
    if (file.size > largestDocument) {
      setRefused(t("tooLarge", { size: largestText }));
      return;
    }
    setRefused(undefined);
    try {
      check.mutate({ source: { text: await file.text() }, label: file.name });
    } catch (error) {
      // A file that was moved or locked since it was chosen.
      if (!(error instanceof DOMException)) throw error;
      setRefused(t("unreadable", { name: file.name }));
    }
  };
  const kinds: Kind[] = into === undefined ? ["file", "url", "catalog", "empty"] : ["file", "url"];
  return (
    <>
      <div className={styles.kinds} role="group" aria-label={t("source")}>
        {kinds.map((one) => (
          <button key={one} type="button" className={styles.kind} aria-pressed={one === kind} onClick={() => choose(one)}>
            <span className={styles.icon} aria-hidden>
              {icons[one]}
            </span>
            <span className={styles.title}>{t(one)}</span>
            <span className={styles.detail}>{t(`${one}Detail`)}</span>
          </button>
        ))}
      </div>
      {check.isPending && (
        <Flex vertical gap={16} align="center" style={{ padding: 40 }} role="status">
          <Spin />
          <Typography.Text style={{ overflowWrap: "anywhere" }}>{t("checking", { name: check.variables.label })}</Typography.Text>
          <Button onClick={cancel}>{t("cancel")}</Button>
        </Flex>
      )}
      {!check.isPending && kind === "file" && (
        <>
          <Upload.Dragger
            accept=".json,.yaml,.yml,application/json,text/yaml"
            showUploadList={false}
            multiple={false}
            beforeUpload={(file) => {
              void readFile(file);
              return false;
            }}
          >
            <p className={styles.dropIcon}>
              <InboxOutlined aria-hidden />
            </p>
            <p>{t("drop")}</p>
            <p className={styles.detail}>{t("dropHint", { size: largestText })}</p>
          </Upload.Dragger>
          {refused !== undefined && <Alert type="error" showIcon title={refused} style={{ marginTop: 16 }} />}
          {check.error && (
            <div style={{ marginTop: 16 }}>
              <ErrorNote error={check.error} />
            </div>
          )}
        </>
      )}
      {!check.isPending && kind === "url" && (
        <ProblemForm<{ url: string }> form={form} error={check.error} onSubmit={({ url }) => check.mutate({ source: { url }, label: url })} draftKey="register.url">
          <Form.Item name="url" label={t("documentUrl")} rules={[{ required: true, pattern: /^https?:\/\/.+/, message: t("badUrl") }]}>
            <Input spellCheck={false} placeholder="https://example.com/openapi.json" autoFocus />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t("check")}
          </Button>
        </ProblemForm>
      )}
    </>
  );
}

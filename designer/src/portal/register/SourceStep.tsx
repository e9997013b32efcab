import { InboxOutlined } from "@ant-design/icons";
import type { ImportReport } from "@tessera/contracts";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Flex, Form, Input, Segmented, Spin, Typography, Upload } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ErrorNote } from "../../feedback/index.ts";
import { ProblemForm } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { type CheckedDocument, type DocumentSource, largestDocument } from "./document-source.ts";
import { messages } from "./messages.ts";
import styles from "./SourceStep.module.css";

interface SourceStepProps {
  check: (source: DocumentSource, signal: AbortSignal) => Promise<ImportReport>;
  onChecked: (document: CheckedDocument) => void;
}

const largestText = `${Math.floor(largestDocument / 2 ** 20)} MiB`;

/** Where the API's description comes from: a file or an address. */
export function SourceStep({ check: checkDocument, onChecked }: SourceStepProps): ReactNode {
  const t = useText(messages);
  const [form] = Form.useForm<{ url: string }>();
  const [kind, setKind] = useState<"file" | "url">("file");
  const [refused, setRefused] = useState<string>();
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const check = useMutation({
    mutationFn: async ({ source, label }: { source: DocumentSource; label: string }) => {
      abort.current = new AbortController();
      return { source, label, report: await checkDocument(source, abort.current.signal) };
    },
    onSuccess: onChecked,
  });
  const cancel = () => {
    abort.current?.abort();
    check.reset();
  };
  const choose = (next: "file" | "url") => {
    cancel();
    setRefused(undefined);
    setKind(next);
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
  return (
    <>
      <Segmented
        aria-label={t("source")}
        value={kind}
        onChange={choose}
        style={{ marginBottom: 16 }}
        options={[
          { value: "file", label: t("file") },
          { value: "url", label: t("url") },
        ]}
      />
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

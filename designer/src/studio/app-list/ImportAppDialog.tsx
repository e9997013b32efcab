import { FileAddOutlined, FolderOpenOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { type FileProblem, importFiles } from "@tessera/page";
import { Alert, Button, Flex, Form, Input, Typography } from "antd";
import { type ChangeEvent, type ReactNode, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useChange } from "../../api/index.ts";
import { FormDialog, nameFrom, useRules } from "../../form/index.ts";
import { useLocale, useLocalize, useText } from "../../i18n/index.ts";
import { appFilesFrom } from "./app-files.ts";
import { messages } from "./messages.ts";

interface Chosen {
  files: Record<string, string>;
  problems: FileProblem[];
  title: string;
  pages: number;
  queries: number;
}

interface ImportAppDialogProps {
  open: boolean;
  /** The app whose draft is replaced; without it the person names one. */
  into?: string;
  /** In place of opening the app. */
  onImported?: () => void;
  onClose: () => void;
}

/** Makes an app of exported files; every problem is shown with its file and place before anything is sent. */
export function ImportAppDialog({ open, into, onImported, onClose }: ImportAppDialogProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const localize = useLocalize();
  const locale = useLocale();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Chosen | "none" | null>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const filesInput = useRef<HTMLInputElement>(null);
  const upload = useChange(routes.apps.importFiles, {
    stales: [routes.apps.list, routes.apps.get, routes.apps.draft],
    onSuccess: (app) => {
      close();
      if (onImported) onImported();
      else void navigate(`/studio/${app.name}`);
    },
  });
  const close = (): void => {
    setChosen(null);
    upload.reset();
    onClose();
  };
  const read = async (event: ChangeEvent<HTMLInputElement>, setName: (name: string) => void): Promise<void> => {
    const list = [...(event.target.files ?? [])].filter((file) => /\.(json|js)$/.test(file.name));
    event.target.value = "";
    const files = appFilesFrom(await Promise.all(list.map(async (file) => ({ path: file.webkitRelativePath || file.name, text: await file.text() }))));
    if (files === null) return setChosen("none");
    const { bundle, problems } = importFiles(files);
    const title = bundle ? localize(bundle.app.title) : "";
    setChosen({ files, problems, title, pages: Object.keys(bundle?.pages ?? {}).length, queries: Object.keys(bundle?.queries ?? {}).length });
    const folder = list[0]?.webkitRelativePath.split("/")[0] ?? list[0]?.name.split(".")[0] ?? "";
    setName(nameFrom(folder || title));
  };
  return (
    <FormDialog<{ name?: string }>
      open={open}
      title={t("import")}
      submitText={t("import")}
      error={upload.error}
      busy={upload.isPending}
      onClose={close}
      onSubmit={({ name = into ?? "" }) => chosen !== null && chosen !== "none" && chosen.problems.length === 0 && upload.mutate({ body: { name, files: chosen.files } })}
    >
      {(form) => {
        const setName = (name: string): void => form.setFieldValue("name", name);
        return (
          <Flex vertical gap={16}>
            <Typography.Text type="secondary">{t("importHelp")}</Typography.Text>
            <Flex gap={8}>
              <Button icon={<FolderOpenOutlined />} onClick={() => folderInput.current?.click()}>
                {t("chooseFolder")}
              </Button>
              <Button icon={<FileAddOutlined />} onClick={() => filesInput.current?.click()}>
                {t("chooseFiles")}
              </Button>
              <input ref={folderInput} type="file" hidden multiple {...{ webkitdirectory: "" }} onChange={(event) => void read(event, setName)} />
              <input ref={filesInput} type="file" hidden multiple accept=".json,.js" onChange={(event) => void read(event, setName)} />
            </Flex>
            {chosen === "none" && <Alert type="error" showIcon title={t("noApp")} />}
            {chosen !== null && chosen !== "none" && chosen.problems.length === 0 && <Alert type="success" showIcon title={t("found", { title: chosen.title, pages: chosen.pages, queries: chosen.queries })} />}
            {chosen !== null && chosen !== "none" && chosen.problems.length > 0 && (
              <Alert
                type="error"
                showIcon
                title={t("problems", { count: chosen.problems.length })}
                description={
                  <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 200, overflow: "auto" }}>
                    {chosen.problems.map((problem) => (
                      <li key={`${problem.file}${problem.path}${problem.message}`}>
                        <code>{problem.file + (problem.path ? `#${problem.path}` : "")}</code> {problem.text[locale]}
                      </li>
                    ))}
                  </ul>
                }
              />
            )}
            {into === undefined && (
              <Form.Item name="name" label={t("slug")} extra={t("importNameHelp")} rules={[rules.required, rules.name]} style={{ marginBottom: 0 }}>
                <Input maxLength={63} spellCheck={false} autoComplete="off" />
              </Form.Item>
            )}
          </Flex>
        );
      }}
    </FormDialog>
  );
}

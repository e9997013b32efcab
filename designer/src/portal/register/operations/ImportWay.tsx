import { type ConnectorView, routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { callApi, keyOf, useChange } from "../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { CheckStep } from "../CheckStep.tsx";
import type { CheckedDocument } from "../document-source.ts";
import { SourceStep } from "../SourceStep.tsx";
import { messages } from "./messages.ts";

const worthBackground = 200;

/** Checks a document and imports it into the draft; what was added by hand stays. */
export function ImportWay({ connector, onDone }: { connector: ConnectorView; onDone?: () => void }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const client = useQueryClient();
  const [document, setDocument] = useState<CheckedDocument>();
  const [background, setBackground] = useState(false);
  const params = { connector: connector.name };
  const changed = [routes.connectors.list, routes.connectors.get, routes.connectors.operations, routes.connectors.readiness, routes.authoring.facets, routes.authoring.docs, routes.authoring.schemas, routes.tasks.list];
  const done = (text: string) => {
    notice.done(text);
    setDocument(undefined);
    onDone?.();
  };
  const now = useChange(routes.connectors.import, { stales: changed, onSuccess: ({ report }) => done(t("imported", { count: report.operations.length })) });
  const later = useChange(routes.tasks.import, { stales: [routes.tasks.list], onSuccess: () => done(t("taskStarted")) });
  if (document === undefined) {
    return (
      <SourceStep
        check={(source, signal) => callApi(routes.authoring.checkImport, { params, body: source, signal })}
        onChecked={(checked) => {
          setBackground(checked.report.operations.length > worthBackground);
          setDocument(checked);
        }}
      />
    );
  }
  const body = { name: connector.name, document: document.source, stage: connector.stages[0]?.name ?? "prod" };
  const submit = () => {
    if (background) later.mutate({ body });
    else now.mutate({ body }, { onSettled: () => void client.invalidateQueries({ queryKey: keyOf(routes.connectors.operation) }) });
  };
  const error = now.error ?? later.error;
  return (
    <CheckStep document={document} fresh={connector.operationCount === 0} submitText={t("importNow")} busy={now.isPending || later.isPending} onBack={() => setDocument(undefined)} onNext={submit}>
      {connector.operationCount > 0 && <Alert type="info" showIcon title={t("into")} style={{ margin: "12px 0" }} />}
      {document.report.operations.length > worthBackground && (
        <Checkbox checked={background} onChange={({ target }) => setBackground(target.checked)} style={{ margin: "12px 0" }}>
          {t("background")}
        </Checkbox>
      )}
      {error && <ErrorNote error={error} />}
    </CheckStep>
  );
}

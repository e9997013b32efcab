import { type ConnectorView, routes } from "@tessera/contracts";
import { Skeleton, Steps } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { useApi } from "../../api/index.ts";
import { ErrorPage, ErrorPageOf } from "../../feedback/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { Page, Section, useTrail } from "../../layout/index.ts";
import { useAllowed } from "../../session/index.ts";
import { BasicsStep } from "./BasicsStep.tsx";
import { CheckStep } from "./CheckStep.tsx";
import type { CheckedDocument } from "./document-source.ts";
import { DoneStep } from "./DoneStep.tsx";
import { messages } from "./messages.ts";
import { SourceStep } from "./SourceStep.tsx";

type Step = { at: "source" } | { at: "check"; document: CheckedDocument } | { at: "basics"; document: CheckedDocument | undefined } | { at: "done"; connector: ConnectorView; imported: number };

const order = ["source", "check", "basics", "done"] as const;

/** `/portal/register`, or `?into=<connector>` to import over an existing one's operations. */
export default function RegisterPage(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const mayWrite = useAllowed("connector.write");
  const [params] = useSearchParams();
  const into = params.get("into") ?? undefined;
  const target = useApi(routes.connectors.get, { params: { connector: into ?? "" } }, { enabled: into !== undefined });
  const [step, setStep] = useState<Step>({ at: "source" });
  const title = into === undefined ? t("title") : t("titleInto", { name: localize(target.data?.title) || into });
  useTrail([{ title: t("connectors"), to: "/portal/connectors" }, { title }]);
  if (!mayWrite) return <ErrorPage kind="forbidden" />;
  if (target.error && !target.data) return <ErrorPageOf error={target.error} onRetry={() => void target.refetch()} />;
  if (into !== undefined && !target.data) return <Skeleton active style={{ padding: 24 }} />;
  return (
    <Page title={title} width={960}>
      <Steps
        aria-label={t("steps")}
        current={order.indexOf(step.at)}
        style={{ margin: "8px 0 24px" }}
        items={[{ title: t("stepSource") }, { title: t("stepCheck") }, { title: t("stepBasics") }, { title: t("stepDone") }]}
      />
      <Section>
        {step.at === "source" && <SourceStep into={into} onChecked={(document) => setStep({ at: "check", document })} onEmpty={() => setStep({ at: "basics", document: undefined })} />}
        {step.at === "check" && <CheckStep document={step.document} onBack={() => setStep({ at: "source" })} onNext={() => setStep({ at: "basics", document: step.document })} />}
        {step.at === "basics" && (
          <BasicsStep document={step.document} into={target.data} onBack={() => setStep(step.document ? { at: "check", document: step.document } : { at: "source" })} onDone={(connector, imported) => setStep({ at: "done", connector, imported })} />
        )}
        {step.at === "done" && <DoneStep connector={step.connector} imported={step.imported} into={into !== undefined} />}
      </Section>
    </Page>
  );
}

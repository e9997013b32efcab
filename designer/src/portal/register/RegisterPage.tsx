import { routes } from "@tessera/contracts";
import { Skeleton, Steps } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { useApi } from "../../api/index.ts";
import { ErrorPage, ErrorPageOf } from "../../feedback/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { Page, Section, useTrail } from "../../layout/index.ts";
import { useAllowed } from "../../session/index.ts";
import { BasicsStep } from "./BasicsStep.tsx";
import { messages } from "./messages.ts";
import { OperationsStep } from "./operations/OperationsStep.tsx";
import { ReimportPage } from "./reimport/ReimportPage.tsx";
import { SecurityStep } from "./SecurityStep.tsx";
import { StageStep } from "./StageStep.tsx";
import { type RegisterStep, registerSteps, stepOf, stepStates } from "./steps.ts";
import { ValidStep } from "./ValidStep.tsx";

/** `/portal/register`, `?connector=<name>&step=<step>` to go on with one, or `?into=<connector>` to import over an existing one's operations. */
export default function RegisterPage(): ReactNode {
  const mayWrite = useAllowed("connector.write");
  const [params] = useSearchParams();
  const into = params.get("into");
  if (!mayWrite) return <ErrorPage kind="forbidden" />;
  return into === null ? <Registration /> : <ReimportPage key={into} connector={into} />;
}

/** Basics, operations, security, stage, valid: each step is saved as it is left, so that one can go away and come back. */
function Registration(): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const [params, setParams] = useSearchParams();
  const name = params.get("connector") ?? undefined;
  const at = stepOf(params.get("step"), name);
  const [moved, setMoved] = useState(false);
  const given = { params: { connector: name ?? "" } };
  const connector = useApi(routes.connectors.get, given, { enabled: name !== undefined });
  const readiness = useApi(routes.connectors.readiness, given, { enabled: name !== undefined });
  const title = name === undefined ? t("title") : t("titleOf", { name: localize(connector.data?.title) || name });
  useTrail([{ title: t("connectors"), to: "/portal/connectors" }, { title }]);
  if (connector.error && !connector.data) return <ErrorPageOf error={connector.error} onRetry={() => void connector.refetch()} />;
  if (name !== undefined && !connector.data) return <Skeleton active style={{ padding: 24 }} />;

  const view = connector.data;
  const states = stepStates(view, readiness.data?.steps);
  const go = (step: RegisterStep, connectorName = name) => {
    setMoved(true);
    setParams(connectorName === undefined ? {} : { connector: connectorName, step });
  };
  const status = (step: RegisterStep) => (step === at ? "process" : states[step] === "ready" ? "finish" : "wait");
  return (
    <Page title={title} width={1040}>
      <Steps
        aria-label={t("steps")}
        current={registerSteps.indexOf(at)}
        style={{ margin: "8px 0 24px" }}
        {...(view ? { onChange: (index: number) => go(registerSteps[index] ?? "basics") } : {})}
        items={registerSteps.map((step) => ({ title: t(`${step}Step`), content: t(states[step]), status: status(step), disabled: !view && step !== "basics" }))}
      />
      <Section>
        {at === "basics" && <BasicsStep key={name ?? ""} connector={view} onDone={(saved) => go("operations", saved)} />}
        {view && at === "operations" && <OperationsStep connector={view} first={params.get("by") ?? undefined} focus={moved} onBack={() => go("basics")} onNext={() => go("security")} />}
        {view && at === "security" && <SecurityStep connector={view} onBack={() => go("operations")} onNext={() => go("stage")} />}
        {view && at === "stage" && <StageStep connector={view} onBack={() => go("security")} onNext={() => go("valid")} />}
        {view && at === "valid" && <ValidStep connector={view} onBack={() => go("stage")} />}
      </Section>
    </Page>
  );
}

import { type ConnectorView, routes } from "@tessera/contracts";
import { Flex, Result } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../api/index.ts";
import { useLocalize, useText } from "../../i18n/index.ts";
import { LinkButton } from "../../layout/index.ts";
import { useAllowed } from "../../session/index.ts";
import { Readiness } from "../connector/overview/Readiness.tsx";
import { PublishDialog, type PublishTarget } from "../connector/stages/PublishDialog.tsx";
import { messages } from "./messages.ts";
import { StepFooter } from "./StepFooter.tsx";

/** What is still missing, and publishing. */
export function ValidStep({ connector, onBack }: { connector: ConnectorView; onBack: () => void }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const navigate = useNavigate();
  const mayPublish = useAllowed("connector.publish");
  const [target, setTarget] = useState<PublishTarget>();
  const readiness = useApi(routes.connectors.readiness, { params: { connector: connector.name } });
  const base = `/portal/connectors/${connector.name}`;
  const title = localize(connector.title) || connector.name;
  const isReady = (step: string) => readiness.data?.steps.find((one) => one.step === step)?.ready ?? false;
  const served = isReady("published");
  const publishable = isReady("operations") && isReady("backend");
  const stage = connector.stages.find(({ backend }) => backend !== null)?.name;
  const publish = mayPublish && publishable && !served ? () => setTarget(stage === undefined ? {} : { stage }) : undefined;
  return (
    <>
      {served && (
        <Result
          status="success"
          style={{ padding: "8px 0 24px" }}
          title={t("doneTitle", { title })}
          subTitle={t("doneDetail")}
          extra={
            <Flex gap={8} justify="center">
              <LinkButton to={`${base}/operations`}>{t("seeOperations")}</LinkButton>
              <LinkButton to={`${base}/call`}>{t("tryIt")}</LinkButton>
            </Flex>
          }
        />
      )}
      <Readiness connector={connector.name} />
      <PublishDialog connector={connector} target={target} onClose={() => setTarget(undefined)} />
      <StepFooter onBack={onBack} onNext={publish ?? (() => void navigate(base))} next={publish ? t("publishTo", { stage: stage ?? "" }) : t("finish")} />
    </>
  );
}

import { ApiOutlined } from "@ant-design/icons";
import { type ConnectorView, routes } from "@tessera/contracts";
import { Button, Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { useApi, useChange } from "../../../api/index.ts";
import { CodeBlock } from "../../../code/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { RelativeTime } from "../../../time/index.ts";
import { useStageAddress } from "../gateway-address.ts";
import { messages } from "./messages.ts";
import styles from "./OverviewTab.module.css";
import { StageFinding } from "./StageFinding.tsx";

/** Where each stage is called; of a ready-made connector also whether its system answers there. */
export function StageAddresses({ connector }: { connector: ConnectorView }): ReactNode {
  const t = useText(messages);
  const addressOf = useStageAddress(connector.name);
  const check = useChange(routes.catalog.check);
  const run = () => check.mutate({ params: { connector: connector.name } });
  const published = connector.stages.some(({ release }) => release !== null);
  const catalog = useApi(routes.catalog.list, {}, { enabled: connector.catalog !== null && published });
  const checkable = published && catalog.data?.items.some(({ name, check: probe }) => name === connector.catalog && probe !== null);
  return (
    <Section
      title={t("stages")}
      actions={
        checkable && (
          <Button icon={<ApiOutlined aria-hidden />} loading={check.isPending} onClick={run}>
            {t("check")}
          </Button>
        )
      }
    >
      {check.error && <ErrorNote error={check.error} onRetry={run} />}
      {connector.stages.length === 0 && <Typography.Text type="secondary">{t("noStages")}</Typography.Text>}
      <div aria-live="polite">
        {connector.stages.map((stage) => {
          const address = addressOf(stage.name);
          const finding = check.data?.stages.find((one) => one.stage === stage.name);
          return (
            <div key={stage.name} className={styles.stage}>
              <Flex gap={8} align="baseline" style={{ marginBottom: 6 }}>
                <Typography.Text strong>{stage.name}</Typography.Text>
                <Typography.Text type="secondary">
                  {stage.release ?? t("notServed")}
                  {stage.publishedAt && (
                    <>
                      {" · "}
                      <RelativeTime at={stage.publishedAt} />
                    </>
                  )}
                </Typography.Text>
              </Flex>
              {stage.release !== null && address !== undefined && <CodeBlock text={address} label={t("stages")} />}
              {finding && !check.isPending && <StageFinding finding={finding} />}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

import { CheckCircleFilled } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Button, Flex, Typography } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../api/index.ts";
import { useText } from "../i18n/index.ts";
import { Picture } from "../pictures/index.ts";
import { useSession } from "../session/index.ts";
import styles from "./FirstSteps.module.css";
import { LinkButton } from "../layout/LinkButton.tsx";
import { messages } from "./messages.ts";

const alertCenter = "alert-center";

/** An empty space leads the newcomer: connector, then an app made of it. */
export function FirstSteps({ onInstall }: { onInstall: (template: string) => void }): ReactNode {
  const t = useText(messages);
  const { user } = useSession();
  const connectors = useApi(routes.connectors.list, { query: { limit: 1 } });
  const count = connectors.data?.total ?? connectors.data?.items.length ?? 0;
  return (
    <div className={styles.page}>
      <Picture name="apps" />
      <Typography.Title level={1} className={styles.title}>
        {t("welcome", { name: user.displayName })}
      </Typography.Title>
      <Typography.Paragraph type="secondary" className={styles.detail}>
        {t("welcomeDetail")}
      </Typography.Paragraph>
      <ol className={styles.steps}>
        <li className={styles.step}>
          <span className={styles.number}>{count > 0 ? <CheckCircleFilled className={styles.done} /> : 1}</span>
          <h2 className={styles.heading}>{t("step1")}</h2>
          <p className={styles.text}>{t("step1Detail")}</p>
          <Flex gap={12} align="center" wrap>
            <LinkButton to="/portal/register" type={count > 0 ? "default" : "primary"}>
                {t("step1Action")}
              </LinkButton>
            {count > 0 && <Typography.Text type="secondary">{t("step1Done", { count })}</Typography.Text>}
          </Flex>
        </li>
        <li className={styles.step}>
          <span className={styles.number}>2</span>
          <h2 className={styles.heading}>{t("step2")}</h2>
          <p className={styles.text}>{t("step2Detail")}</p>
          <Flex gap={12} align="center" wrap>
            <Button type={count > 0 ? "primary" : "default"} onClick={() => onInstall(alertCenter)}>
              {t("step2Action")}
            </Button>
            <Link to="/studio">{t("build")}</Link>
          </Flex>
        </li>
      </ol>
    </div>
  );
}

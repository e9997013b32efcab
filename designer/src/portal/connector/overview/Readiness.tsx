import { CheckCircleFilled, ExclamationCircleOutlined } from "@ant-design/icons";
import { type ReadinessStep, routes } from "@tessera/contracts";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import { messages } from "./messages.ts";
import styles from "./Readiness.module.css";

const places: Record<ReadinessStep["step"], string> = { basics: "settings", operations: "operations", backend: "stages", release: "stages", published: "stages" };

/** The step of the registration where the first missing thing is given. */
function next(steps: readonly ReadinessStep[]): string {
  const missing = steps.find(({ ready }) => !ready)?.step;
  return missing === "basics" || missing === "operations" ? missing : missing === "backend" ? "stage" : "valid";
}

/** What is still missing before the connector can be called, each with the way there; `goOn` offers the registration. */
export function Readiness({ connector, goOn = false }: { connector: string; goOn?: boolean }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const readiness = useApi(routes.connectors.readiness, { params: { connector } });
  const data = readiness.data;
  return (
    <Section
      title={t("readiness")}
      {...(data ? { detail: data.ready ? t("ready") : t("notReady") } : {})}
      {...(data && !data.ready && goOn ? { actions: <Link to={`/portal/register?connector=${connector}&step=${next(data.steps)}`}>{t("goOn")}</Link> } : {})}
    >
      {readiness.error && <ErrorNote error={readiness.error} onRetry={() => void readiness.refetch()} />}
      {readiness.isPending && <Skeleton active title={false} />}
      <ul className={styles.steps}>
        {data?.steps.map((step) => (
          <li key={step.step} className={styles.step}>
            {step.ready ? <CheckCircleFilled className={styles.ready} aria-hidden /> : <ExclamationCircleOutlined className={styles.missing} aria-hidden />}
            <div className={styles.text}>
              <span className={styles.title}>{t(step.step)}</span>
              <span className={styles.message}>{localize(step.message)}</span>
            </div>
            {!step.ready && <Link to={`/portal/connectors/${connector}/${places[step.step]}`}>{t(`${step.step}Action`)}</Link>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

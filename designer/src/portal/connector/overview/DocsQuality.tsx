import { routes } from "@tessera/contracts";
import { Progress, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../api/index.ts";
import { ErrorNote } from "../../../feedback/index.ts";
import { useText } from "../../../i18n/index.ts";
import { Section } from "../../../layout/index.ts";
import styles from "./DocsQuality.module.css";
import { messages } from "./messages.ts";

const [shownGaps, shownWorst] = [4, 5];

/** How well the operations are documented, what is missing most, and where to begin. */
export function DocsQuality({ connector }: { connector: string }): ReactNode {
  const t = useText(messages);
  const docs = useApi(routes.authoring.docs, { params: { connector } });
  const base = `/portal/connectors/${connector}/operations`;
  const { data } = docs;
  return (
    <Section title={t("docs")} detail={t("docsDetail")} {...(data ? { actions: <Progress type="circle" size={48} percent={data.score ?? 0} format={(value) => value} aria-label={t("docsScore", { score: data.score ?? 0 })} /> } : {})}>
      {docs.error && <ErrorNote error={docs.error} onRetry={() => void docs.refetch()} />}
      {docs.isPending && <Skeleton active title={false} />}
      {data?.missing.length === 0 && <p>{t("wholeDocs")}</p>}
      {data && data.missing.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("lacking")}</h3>
          <ul className={styles.list}>
            {data.missing.slice(0, shownGaps).map(({ code, operations }) => (
              <li key={code}>
                <span>{t(code === "description" ? "description-gap" : code)}</span>
                <span className={styles.count}>{t("gapCount", { count: operations })}</span>
              </li>
            ))}
          </ul>
          <h3 className={styles.heading}>{t("worst")}</h3>
          <ul className={styles.list}>
            {data.worst.slice(0, shownWorst).map(({ id, method, path, score, missing }) => (
              <li key={id}>
                <Link to={`${base}/${encodeURIComponent(id)}?at=${encodeURIComponent(missing[0]?.pointer ?? "/summary")}`} className={styles.operation}>
                  {method} {path}
                </Link>
                <span className={styles.count}>{score}</span>
              </li>
            ))}
          </ul>
          <Link to={`${base}?sort=score`}>{t("seeList")}</Link>
        </>
      )}
    </Section>
  );
}

import { type ChangeImpact, type ChangeLevel, type PublishPreview, type ReleaseChange, changeLevels } from "@tessera/contracts";
import { Spin, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocale, useLocalize, useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import styles from "./ReleaseChanges.module.css";

const shown = 100;
const colours = { breaking: "error", "non-breaking": "processing", documentation: "default" } as const;

/** What a release changes for callers, by level, and the pages and queries that it breaks. */
export function ReleaseChanges({ preview }: { preview: PublishPreview | undefined }): ReactNode {
  const t = useText(messages);
  if (preview === undefined) return <Spin size="small" />;
  const { from, changes, counts, impact } = preview;
  return (
    // What overflows must be reachable without a mouse.
    <section className={styles.box} aria-label={t("title")} tabIndex={0}>
      {from === null && <Typography.Text type="secondary">{t("first")}</Typography.Text>}
      {from !== null && changes.length === 0 && <Typography.Text type="secondary">{t("nothing")}</Typography.Text>}
      {changeLevels.map((level) => counts[level] > 0 && <Level key={level} level={level} count={counts[level]} changes={changes.filter((change) => change.level === level)} />)}
      {counts.breaking > 0 && <Impact impact={impact} />}
    </section>
  );
}

function Level({ level, count, changes }: { level: ChangeLevel; count: number; changes: readonly ReleaseChange[] }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const listed = changes.slice(0, shown);
  return (
    <div role="group" aria-label={t(level)}>
      <Tag color={colours[level]}>
        {t(level)} {count}
      </Tag>
      <ul className={styles.list}>
        {listed.map((change) => (
          <li key={change.operation + change.kind + change.pointer + change.message.en} title={change.pointer}>
            {change.message[locale]}
          </li>
        ))}
        {count > listed.length && <li>{t("more", { count: count - listed.length })}</li>}
      </ul>
    </div>
  );
}

function Impact({ impact }: { impact: readonly ChangeImpact[] | null }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  if (impact === null) return <Typography.Text type="secondary">{t("impactHidden")}</Typography.Text>;
  if (impact.length === 0) return <Typography.Text type="secondary">{t("noImpact")}</Typography.Text>;
  return (
    <div role="group" aria-label={t("impact")}>
      <Typography.Text strong>{t("impact")}</Typography.Text>
      <ul className={styles.list}>
        {impact.slice(0, shown).map(({ app, title, versions, pages, query, operation }) => (
          <li key={app + query.id + operation}>
            {localize(title) || app} <span className={styles.facts}>({versions.map((version) => version ?? t("draft")).join(", ")})</span>
            {pages.map((page) => ` · ${t("page", { title: localize(page.title) || page.id })}`)} · {t("query", { name: query.name })}
          </li>
        ))}
        {impact.length > shown && <li>{t("more", { count: impact.length - shown })}</li>}
      </ul>
    </div>
  );
}

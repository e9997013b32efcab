import { DownOutlined, RightOutlined } from "@ant-design/icons";
import type { AppRecords } from "@tessera/contracts";
import { Button, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { DifferenceTable } from "../../differences/index.ts";
import { useText } from "../../i18n/index.ts";
import { recordDifferences } from "../editor-store/index.ts";
import type { Change } from "./change-summary.ts";
import { messages } from "./messages.ts";
import styles from "./Publish.module.css";

interface ChangeListProps {
  changes: readonly Change[];
  before: AppRecords;
  after: AppRecords;
}

/** What differs between two states of an app, by name; each line opens to its fields. */
export function ChangeList({ changes, before, after }: ChangeListProps): ReactNode {
  const t = useText(messages);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return (
    <ul className={styles.list}>
      {changes.map((change) => {
        const isOpen = open.has(change.key);
        const toggle = (): void => setOpen(isOpen ? new Set([...open].filter((key) => key !== change.key)) : new Set([...open, change.key]));
        return (
          <li key={change.key}>
            <div className={styles.change}>
              <Button type="text" size="small" icon={isOpen ? <DownOutlined /> : <RightOutlined />} aria-expanded={isOpen} aria-label={t("details", { name: change.name })} onClick={toggle} />
              <Tag color={change.kind === "added" ? "success" : change.kind === "removed" ? "error" : "processing"}>{t(change.kind)}</Tag>
              <span>
                {t(change.what)} {change.what !== "app" && <strong>{change.name}</strong>} {change.page !== null && <Typography.Text type="secondary">· {change.page}</Typography.Text>}
              </span>
            </div>
            {isOpen && <Fields keys={change.records} before={before} after={after} />}
          </li>
        );
      })}
    </ul>
  );
}

/** The fields that differ, before and after. */
function Fields({ keys, before, after }: { keys: readonly string[]; before: AppRecords; after: AppRecords }): ReactNode {
  const rows = keys.flatMap((key) => {
    const place = /^layout\/[^/]+\/([a-z]+)\//.exec(key)?.[1];
    return recordDifferences(before[key] ?? {}, after[key] ?? {})
      .filter(({ path, mine, theirs }) => !(hidden.has(path) || (isEmpty(mine) && isEmpty(theirs))))
      .map(({ path, mine, theirs }) => ({ id: `${key}#${path}`, field: [place, path].filter(Boolean).join(" · "), before: mine, after: theirs }));
  });
  return (
    <div className={styles.fields}>
      <DifferenceTable dense rows={rows} />
    </div>
  );
}

/** Bookkeeping that says nothing to a person. */
const hidden: ReadonlySet<string> = new Set(["id", "order", "schemaVersion", "components"]);

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

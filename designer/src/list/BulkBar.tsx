import { Button, Flex, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useNotice } from "../feedback/index.ts";
import { Confirm } from "../form/index.ts";
import { useText } from "../i18n/index.ts";
import styles from "./BulkBar.module.css";
import { messages } from "./messages.ts";

/** What can be done to several chosen items at once. */
export interface BulkAction<Item> {
  key: string;
  label: string;
  /** Items that it cannot be done to are left alone. */
  applies: (item: Item) => boolean;
  /** What is lost, in a sentence. */
  loss: string;
  run: (item: Item) => Promise<unknown>;
}

interface BulkBarProps<Item> {
  chosen: readonly Item[];
  actions: readonly BulkAction<Item>[];
  onClear: () => void;
  /** Called when an action has gone through the items. */
  onDone: () => void;
}

/** How many items are chosen, and what to do to all of them; those that fail stay chosen by being still there. */
export function BulkBar<Item>({ chosen, actions, onClear, onDone }: BulkBarProps<Item>): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [progress, setProgress] = useState<{ key: string; done: number; of: number }>();
  const carryOut = async ({ key, run }: BulkAction<Item>, items: readonly Item[]): Promise<void> => {
    let failed = 0;
    for (const [index, item] of items.entries()) {
      setProgress({ key, done: index, of: items.length });
      try {
        await run(item);
      } catch (error) {
        failed += 1;
        // One is enough to see what is wrong; the count tells the rest.
        if (failed === 1) notice.failed(error);
      }
    }
    setProgress(undefined);
    if (failed < items.length) notice.done(failed === 0 ? t("bulkDone", { count: items.length }) : t("bulkPartly", { done: items.length - failed, count: items.length }));
    onDone();
  };
  return (
    <Flex className={styles.bar} gap={8} align="center" wrap role="toolbar" aria-label={t("bulk")}>
      <Typography.Text role="status">{t("chosen", { count: chosen.length })}</Typography.Text>
      {actions.map((action) => {
        const items = chosen.filter(action.applies);
        return (
          <Confirm key={action.key} title={t("bulkTitle", { action: action.label, count: items.length })} loss={action.loss} confirmText={action.label} onConfirm={() => void carryOut(action, items)}>
            <Button danger size="small" disabled={items.length === 0 || progress !== undefined} loading={progress?.key === action.key}>
              {progress?.key === action.key ? `${progress.done} / ${progress.of}` : items.length === chosen.length ? action.label : `${action.label} (${items.length})`}
            </Button>
          </Confirm>
        );
      })}
      <Button type="link" size="small" onClick={onClear}>
        {t("clearChosen")}
      </Button>
    </Flex>
  );
}

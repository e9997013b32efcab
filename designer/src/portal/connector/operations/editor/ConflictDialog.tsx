import type { Operation } from "@tessera/contracts";
import { Modal, Radio, Table, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { useText } from "../../../../i18n/index.ts";
import { type ConflictField, conflictFields, takeTheirs } from "./conflict-fields.ts";
import styles from "./Editor.module.css";
import { messages } from "./messages.ts";
import type { Conflict } from "./use-operation-edit.ts";

interface ConflictDialogProps {
  conflict: Conflict | undefined;
  onSettle: (merged: Operation) => void;
  onCancel: () => void;
}

/** Two people changed the operation: both versions side by side, and for each field whose stays. */
export function ConflictDialog({ conflict, ...actions }: ConflictDialogProps): ReactNode {
  return conflict === undefined ? null : <Comparison key={conflict.revision} conflict={conflict} {...actions} />;
}

type Side = "mine" | "theirs";

function Comparison({ conflict, onSettle, onCancel }: { conflict: Conflict } & Omit<ConflictDialogProps, "conflict">): ReactNode {
  const t = useText(messages);
  const { base, mine, theirs } = conflict;
  const fields = conflictFields(base, mine, theirs);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  // What only one of the two changed goes to that one; where both did, mine unless said otherwise.
  const sideOf = ({ path, by }: ConflictField): Side => chosen[path.join(".")] ?? (by === "them" ? "theirs" : "mine");
  const all = (side: Side) => setChosen(Object.fromEntries(fields.map(({ path }) => [path.join("."), side])));
  const settle = () => onSettle(takeTheirs(mine, theirs, fields.filter((field) => sideOf(field) === "theirs").map(({ path }) => path)));
  const cell = (field: ConflictField, side: Side) => {
    const value = field[side];
    return (
      <Radio checked={sideOf(field) === side} onChange={() => setChosen({ ...chosen, [field.path.join(".")]: side })} className={styles.choice ?? ""} aria-label={`${field.path.join(".")}: ${t(side)}`}>
        <pre className={sideOf(field) === side ? styles.value : `${styles.value} ${styles.lost}`}>{value === undefined ? t("nothing") : typeof value === "string" ? value : JSON.stringify(value, null, 2)}</pre>
      </Radio>
    );
  };
  return (
    <Modal open width={960} title={t("conflict")} okText={t("saveMerged")} cancelText={t("keepEditing")} mask={{ closable: false }} onOk={settle} onCancel={onCancel}>
      <p>{t("conflictExplained")}</p>
      <Table<ConflictField>
        size="small"
        pagination={false}
        rowKey={({ path }) => path.join(".")}
        dataSource={fields}
        columns={[
          {
            key: "field",
            title: t("field"),
            width: 190,
            render: (_value, { path, by }) => (
              <>
                <code>{path.join(".")}</code>
                <div>{by === "both" ? <Tag color="warning">{t("byBoth")}</Tag> : <Tag>{t(by === "me" ? "byMe" : "byThem")}</Tag>}</div>
              </>
            ),
          },
          { key: "mine", title: <button type="button" className={styles.gap} onClick={() => all("mine")}>{t("takeMine")}</button>, render: (_value, field) => cell(field, "mine") },
          { key: "theirs", title: <button type="button" className={styles.gap} onClick={() => all("theirs")}>{t("takeTheirs")}</button>, render: (_value, field) => cell(field, "theirs") },
        ]}
      />
    </Modal>
  );
}

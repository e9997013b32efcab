import { PlusOutlined } from "@ant-design/icons";
import type { Action, PageNode } from "@tessera/contracts";
import { nodesOf } from "@tessera/page";
import { Button, Dropdown } from "antd";
import { type ReactNode, useId, useMemo } from "react";
import { MoveButtons, RemoveButton, moved } from "../../../form/index.ts";
import { useLocalize, useText } from "../../../i18n/index.ts";
import { overlayTypes } from "../../component/index.ts";
import { useEditor, usePageIds, useQueries } from "../../editor-store/index.ts";
import styles from "../Inspector.module.css";
import { ActionFields } from "./ActionFields.tsx";
import { type ActionChoices, actionKinds, newAction } from "./action-kinds.ts";
import { messages } from "./messages.ts";

interface ActionListProps {
  actions: readonly Action[];
  locals: readonly string[];
  /** Group in which the edits of the event undo as one. */
  group: string;
  onChange: (actions: Action[]) => void;
  /** How deep in `onSuccess` / `onError`. */
  depth?: number;
}

const deepest = 2;

/** The actions of an event in order: add, edit, reorder, remove. */
export function ActionList({ actions, locals, group, onChange, depth = 0 }: ActionListProps): ReactNode {
  const t = useText(messages);
  const list = useId();
  const choices = useActionChoices();
  return (
    <>
      {actions.map((action, index) => (
        <div key={index} className={styles.item}>
          <div className={styles.itemHead}>
            <strong style={{ fontSize: 13 }}>{t(action.kind)}</strong>
            <MoveButtons list={list} index={index} count={actions.length} labels={{ up: t("up"), down: t("down") }} onMove={(to) => onChange(moved(actions, index, to))} />
            <RemoveButton label={t("remove")} onClick={() => onChange(actions.toSpliced(index, 1))} />
          </div>
          <ActionFields
            action={action}
            choices={choices}
            locals={locals}
            group={group}
            onChange={(next) => onChange(actions.with(index, next))}
            branch={depth < deepest ? (inner, change) => <ActionList depth={depth + 1} locals={locals} group={group} actions={inner} onChange={change} /> : null}
          />
        </div>
      ))}
      {actions.length < 20 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: actionKinds.map((kind) => ({ key: kind, label: t(kind), disabled: newAction(kind, choices) === null })),
            onClick: ({ key }) => {
              const action = newAction(key as Action["kind"], choices);
              if (action) onChange([...actions, action]);
            },
          }}
        >
          <Button size="small" type="dashed" icon={<PlusOutlined />}>
            {t("add")}
          </Button>
        </Dropdown>
      )}
    </>
  );
}

function useActionChoices(): ActionChoices {
  const localize = useLocalize();
  const records = useEditor((editor) => editor.records);
  const page = useEditor((editor) => editor.page);
  const queries = useQueries();
  const pages = usePageIds();
  return useMemo(() => {
    const nodes = Object.values(nodesOf(records, page)) as PageNode[];
    return {
      queries,
      nodes,
      overlays: nodes.filter((node) => overlayTypes.has(node.type)),
      pages: pages.map((id) => ({ id, name: localize(records[`page/${id}`]?.["title"] as never) || id })),
      state: Object.keys((records[`page/${page}`]?.["state"] ?? {}) as object),
    };
  }, [records, page, queries, pages, localize]);
}

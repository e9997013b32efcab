import type { Action, PageNode } from "@tessera/contracts";
import { setEvents } from "@tessera/page";
import { Typography } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { manifestOf } from "../component/index.ts";
import { useEditorStore } from "../editor-store/index.ts";
import { ActionList } from "./actions/ActionList.tsx";
import styles from "./Inspector.module.css";
import { messages } from "./messages.ts";

/** What each event of a component starts. */
export function EventsPanel({ node }: { node: PageNode }): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const store = useEditorStore();
  const set = (event: string, actions: Action[]): void => {
    store.getState().edit((records) => setEvents(records, { page: store.getState().page, node: node.id, event, actions }), { group: `event/${node.id}/${event}`, label: t("events") });
  };
  return (
    <div className={styles.panel}>
      {(manifestOf(node.type)?.events ?? []).map((event) => {
        const actions = node.events?.[event.name] ?? [];
        const locals = event.locals ?? [];
        return (
          <section key={event.name} className={styles.group} aria-label={localize(event.label)}>
            <h3 className={styles.groupTitle}>{localize(event.label) || event.name}</h3>
            {locals.length > 0 && actions.length > 0 && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {t("eventHelp", { locals: locals.join(", ") })}
              </Typography.Text>
            )}
            {actions.length === 0 && <Typography.Text type="secondary">{t("noActions")}</Typography.Text>}
            <ActionList actions={actions} locals={locals} group={`event/${node.id}/${event.name}`} onChange={(next) => set(event.name, next)} />
          </section>
        );
      })}
    </div>
  );
}

import { Button, Dropdown, Popconfirm } from "antd";
import { type ReactElement, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { Icon, isIconName } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import type { RowAction } from "./row-actions.ts";

interface RowActionsProps {
  actions: readonly RowAction[];
  /** There is no room for buttons: all actions are in the menu. */
  narrow: boolean;
  locale: RenderProps["locale"];
  onAction: (key: string) => void;
}

/** Actions drawn as buttons when there are too many for all to be; the others are in a menu. */
const inline = 2;

export function RowActions({ actions, narrow, locale, onAction }: RowActionsProps): ReactElement {
  const t = messagesIn(locale);
  const [asked, setAsked] = useState<RowAction | null>(null);
  const start = (action: RowAction) => (action.confirm === "" ? onAction(action.key) : setAsked(action));
  const shown = actions.slice(0, narrow ? 0 : actions.length <= inline + 1 ? actions.length : inline);
  const hidden = actions.slice(shown.length);
  return (
    <span className="tessera-row-actions" onClick={(event) => event.stopPropagation()}>
      <Popconfirm
        open={asked !== null}
        title={asked?.confirm}
        okText={t("confirm.ok")}
        cancelText={t("confirm.cancel")}
        okButtonProps={{ danger: asked?.danger ?? false }}
        placement="topRight"
        onConfirm={() => {
          if (asked !== null) onAction(asked.key);
          setAsked(null);
        }}
        onCancel={() => setAsked(null)}
        onOpenChange={(open) => !open && setAsked(null)}
      >
        <span className="tessera-row-actions">
          {shown.map((action) => (
            <Button key={action.key} size="small" type="link" danger={action.danger} onClick={() => start(action)} {...(isIconName(action.icon) ? { icon: <Icon name={action.icon} /> } : {})}>
              {action.label}
            </Button>
          ))}
          {hidden.length > 0 && (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: hidden.map((action) => ({ key: action.key, label: action.label, danger: action.danger, icon: isIconName(action.icon) ? <Icon name={action.icon} /> : null })),
                onClick: ({ key }) => {
                  const action = hidden.find((candidate) => candidate.key === key);
                  if (action !== undefined) start(action);
                },
              }}
            >
              <Button size="small" type="text" icon={<Icon name="More" />} aria-label={t("table.more")} />
            </Dropdown>
          )}
        </span>
      </Popconfirm>
    </span>
  );
}

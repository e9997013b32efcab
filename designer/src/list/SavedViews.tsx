import { CloseOutlined, StarFilled, StarOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Popover, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useText } from "../i18n/index.ts";
import { type ListState, listStateFrom, withListState } from "./list-state.ts";
import { messages } from "./messages.ts";
import { useSavedViews, withView } from "./use-saved-views.ts";

interface SavedViewsProps {
  /** Name of the list. */
  list: string;
  state: ListState;
  onChoose: (state: ListState) => void;
}

const longestName = 40;

/** The person's views of a list: choose, save what is shown now, forget. */
export function SavedViews({ list, state, onChoose }: SavedViewsProps): ReactNode {
  const t = useText(messages);
  const [views, save] = useSavedViews(list);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const query = withListState(new URLSearchParams(), state).toString();
  const current = views.find((view) => view.query === query);
  const keep = (): void => {
    if (name.trim() === "" || query === "") return;
    save(withView(views, { name: name.trim(), query }));
    setName("");
  };
  const content = (
    <Flex vertical gap={4} style={{ width: 260 }}>
      {views.map((view) => (
        <Flex key={view.name} align="center">
          <Button
            type="text"
            block
            aria-pressed={view === current}
            style={{ justifyContent: "flex-start", ...(view === current ? { color: "var(--ant-color-link)", fontWeight: 600 } : {}) }}
            onClick={() => {
              onChoose(listStateFrom(new URLSearchParams(view.query)));
              setOpen(false);
            }}
          >
            {view.name}
          </Button>
          <Button type="text" icon={<CloseOutlined />} aria-label={t("forgetView", { name: view.name })} onClick={() => save(views.filter((one) => one !== view))} />
        </Flex>
      ))}
      {views.length === 0 && <Typography.Text type="secondary">{t("noViews")}</Typography.Text>}
      <Flex gap={8} style={{ marginTop: 8 }}>
        <Input value={name} maxLength={longestName} placeholder={t("viewName")} aria-label={t("viewName")} disabled={query === ""} onChange={({ target }) => setName(target.value)} onPressEnter={keep} />
        <Button disabled={query === "" || name.trim() === ""} onClick={keep}>
          {t("saveView")}
        </Button>
      </Flex>
      {query === "" && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t("viewHelp")}
        </Typography.Text>
      )}
    </Flex>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t("views")} content={content} open={open} onOpenChange={setOpen}>
      <Button type="text" icon={current === undefined ? <StarOutlined /> : <StarFilled />} aria-label={current === undefined ? t("views") : t("viewShown", { name: current.name })} title={t("views")}>
        {current?.name}
      </Button>
    </Popover>
  );
}

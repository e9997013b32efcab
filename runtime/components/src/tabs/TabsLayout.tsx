import { Tabs } from "antd";
import { type ReactElement, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { Icon, isIconName } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { EmptyState } from "../notice/EmptyState.tsx";
import { notList } from "../notice/not-list.ts";
import { Notice } from "../notice/Notice.tsx";
import { oneOf, toText } from "../values/read.ts";
import { readTabs } from "./read-tabs.ts";

export function TabsLayout({ props, locale, slot, emit, expose, resetCount }: RenderProps): ReactElement {
  const t = messagesIn(locale);
  const tabs = readTabs(props["tabs"], locale);
  const first = toText(props["active"], locale);
  const origin = `${resetCount}/${first}`;
  const [chosen, setChosen] = useState({ origin, key: first });
  const wanted = chosen.origin === origin ? chosen.key : first;
  const active = tabs.find(({ key }) => key === wanted)?.key ?? tabs[0]?.key ?? null;
  useExpose(expose, { active });
  const problem = notList(props["tabs"], "property.tabs", t);
  if (problem !== null) return <Notice level="error" title={problem.title} detail={problem.detail} />;
  if (active === null) return <EmptyState text={t("tabs.none")} />;
  return (
    <Tabs
      activeKey={active}
      type={oneOf(props["look"], ["line", "card"], "line")}
      onChange={(key) => {
        setChosen({ origin, key });
        emit("change", { key });
      }}
      items={tabs.map(({ key, label, icon }) => ({ key, label, children: slot(key), ...(isIconName(icon) ? { icon: <Icon name={icon} /> } : {}) }))}
    />
  );
}

import { type PluginDescriptor, pluginPhases, routes } from "@tessera/contracts";
import { Drawer, Flex, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useApiList } from "../../api/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { SchemaTree } from "../../schema/index.ts";
import { messages } from "./messages.ts";

/** What the gateways can do on the way of a call. */
export function PluginsPage(): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const [shown, setShown] = useState<PluginDescriptor>();
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.plugins.list, {});
  const columns: ListColumn<PluginDescriptor>[] = [
    {
      key: "plugin",
      title: t("plugin"),
      fixed: true,
      text: (one) => `${one.title[locale]} ${one.name} ${one.version}`,
      sortBy: (one) => one.title[locale],
      render: (one) => (
        <Flex vertical align="flex-start">
          <Typography.Link onClick={() => setShown(one)} role="button" tabIndex={0} onKeyDown={(event) => event.key === "Enter" && setShown(one)}>
            {one.title[locale]}
          </Typography.Link>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <code>{one.name}</code> {one.version}
          </Typography.Text>
        </Flex>
      ),
    },
    { key: "description", title: t("description"), text: (one) => one.description[locale], render: (one) => <div style={{ maxWidth: 340, minWidth: 200, whiteSpace: "normal" }}>{one.description[locale]}</div> },
    {
      key: "phases",
      title: t("phases"),
      text: (one) => one.phases.join(" "),
      render: (one) => (
        <Flex gap={4}>
          {one.phases.map((phase) => (
            <Tag key={phase} style={{ margin: 0 }}>
              {phase}
            </Tag>
          ))}
        </Flex>
      ),
    },
    { key: "levels", title: t("levels"), text: (one) => one.levels.map((level) => t(level)).join(" "), render: (one) => (one.builtIn ? <Tag color="processing">{t("builtIn")}</Tag> : one.levels.map((level) => t(level)).join(" · ")) },
    { key: "priority", title: t("priority"), align: "end", width: 100, text: (one) => String(one.priority), sortBy: (one) => one.priority, render: (one) => one.priority },
  ];
  const filters: ListFilter<PluginDescriptor>[] = [{ key: "phase", label: t("phase"), options: pluginPhases.map((value) => ({ value, label: value })), matches: (one, value) => (one.phases as readonly string[]).includes(value) }];
  return (
    <>
      <ListPage name="plugins" title={t("title")} detail={t("detail")} list={list} rowKey={({ name }) => name} columns={columns} filters={filters} searchPlaceholder={t("search")} onOpen={setShown} empty={{ picture: "connectors", title: t("empty"), detail: t("emptyDetail") }} />
      <Drawer open={shown !== undefined} onClose={() => setShown(undefined)} size={560} title={shown?.title[locale]}>
        <Typography.Paragraph>{shown?.description[locale]}</Typography.Paragraph>
        <h2 style={{ fontSize: 14 }}>{t("attributes")}</h2>
        {shown && Object.keys((shown.attributes["properties"] ?? {}) as object).length > 0 ? <SchemaTree schema={shown.attributes} shared={{}} /> : <Typography.Text type="secondary">{t("noAttributes")}</Typography.Text>}
      </Drawer>
    </>
  );
}

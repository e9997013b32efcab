import { DeleteOutlined, PlusOutlined, SettingOutlined } from "@ant-design/icons";
import { type PluginBinding, type PluginDescriptor, type StageView, routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown, Flex, Switch, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { keyOf, useChange } from "../../../api/index.ts";
import { isConflict, useNotice } from "../../../feedback/index.ts";
import { Confirm } from "../../../form/index.ts";
import { useLocale, useText } from "../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { PluginDialog } from "./PluginDialog.tsx";
import styles from "./StagePlugins.module.css";

interface StagePluginsProps {
  connector: string;
  stage: StageView;
  plugins: readonly PluginDescriptor[];
  mayWrite: boolean;
}

/** Plugins bound to a stage, in the order in which they run. */
export function StagePlugins({ connector, stage, plugins, mayWrite }: StagePluginsProps): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const notice = useNotice();
  const client = useQueryClient();
  const [editing, setEditing] = useState<{ descriptor: PluginDescriptor; binding: PluginBinding | undefined }>();
  const save = useChange(routes.connectors.saveStage, { stales: [routes.connectors.get], onSuccess: (next) => notice.done(next.release === null ? t("saved") : t("savedLive")) });
  const descriptorOf = (name: string) => plugins.find((one) => one.name === name);
  const bound = stage.plugins.toSorted((a, b) => (descriptorOf(b.plugin)?.priority ?? 0) - (descriptorOf(a.plugin)?.priority ?? 0));
  const addable = plugins.filter((one) => one.levels.includes("stage") && !stage.plugins.some(({ plugin }) => plugin === one.name));
  const put = (bindings: PluginBinding[], shown: { onSuccess?: () => void; onError?: (error: Error) => void }) =>
    save.mutate(
      { params: { connector, stage: stage.name }, body: { plugins: bindings, revision: stage.revision } },
      {
        ...shown,
        onError: (error) => {
          // What somebody else saved is shown behind the message; saving again then builds on it.
          if (isConflict(error)) void client.invalidateQueries({ queryKey: keyOf(routes.connectors.get) });
          shown.onError?.(error);
        },
      },
    );
  const edit = (descriptor: PluginDescriptor, binding: PluginBinding | undefined) => {
    save.reset();
    setEditing({ descriptor, binding });
  };
  return (
    <div className={styles.plugins}>
      <Flex justify="space-between" align="center">
        <h3 className={styles.heading}>{t("plugins")}</h3>
        {mayWrite && (
          <Dropdown
            trigger={["click"]}
            placement="bottomRight"
            menu={{
              style: { maxHeight: 360, overflowY: "auto" },
              items: addable.length > 0 ? addable.map((one) => ({ key: one.name, label: one.title[locale], extra: one.name })) : [{ key: "none", label: t("noneToAdd"), disabled: true }],
              onClick: ({ key }) => {
                const descriptor = descriptorOf(key);
                if (descriptor) edit(descriptor, undefined);
              },
            }}
          >
            <Button size="small" icon={<PlusOutlined />}>
              {t("addPlugin")}
            </Button>
          </Dropdown>
        )}
      </Flex>
      {bound.length === 0 ? (
        <Typography.Text type="secondary">{t("noPlugins")}</Typography.Text>
      ) : (
        <ul className={styles.list}>
          {bound.map((binding) => {
            const descriptor = descriptorOf(binding.plugin);
            const title = descriptor?.title[locale] ?? binding.plugin;
            return (
              <li key={binding.plugin} className={styles.row}>
                <Switch size="small" checked={binding.enabled} disabled={!mayWrite || save.isPending} aria-label={`${t("enabled")}: ${title}`} onChange={(enabled) => put(stage.plugins.map((one) => (one.plugin === binding.plugin ? { ...one, enabled } : one)), { onError: notice.failed })} />
                <div className={styles.text}>
                  <Typography.Text strong={binding.enabled} {...(binding.enabled ? {} : { type: "secondary" as const })}>
                    {title}
                  </Typography.Text>{" "}
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    <code>{binding.plugin}</code>
                    {descriptor && ` · ${t("priority", { priority: descriptor.priority })}`}
                    {!binding.enabled && ` · ${t("disabled")}`}
                  </Typography.Text>
                </div>
                {mayWrite && descriptor && <Button type="text" size="small" icon={<SettingOutlined />} aria-label={t("editPlugin", { plugin: title })} onClick={() => edit(descriptor, binding)} />}
                {mayWrite && (
                  <Confirm
                    title={t("removePluginTitle", { plugin: title, stage: stage.name })}
                    loss={t("removePluginLoss")}
                    confirmText={t("unbind")}
                    onConfirm={() => put(stage.plugins.filter(({ plugin }) => plugin !== binding.plugin), { onError: notice.failed })}
                  >
                    <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("removePlugin", { plugin: title })} />
                  </Confirm>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <PluginDialog
        descriptor={editing?.descriptor}
        binding={editing?.binding}
        stage={stage.name}
        busy={save.isPending}
        error={save.error}
        onClose={() => {
          save.reset();
          setEditing(undefined);
        }}
        onSave={(binding) => put([...stage.plugins.filter(({ plugin }) => plugin !== binding.plugin), binding], { onSuccess: () => setEditing(undefined) })}
      />
    </div>
  );
}

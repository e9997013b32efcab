import { PlusOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Flex, Form, Input, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { type ItemOf, sessionKey, useApiList, useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { ConfirmByName, FormDialog, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, ListPage } from "../../list/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { messages } from "./messages.ts";

type Space = ItemOf<typeof routes.spaces.list>;

/** All spaces of the platform (administrators). */
export function SpacesPage(): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Space>();
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.spaces.list, {});
  // My own spaces are part of the session.
  const refreshSession = () => void client.invalidateQueries({ queryKey: sessionKey });
  const create = useChange(routes.spaces.create, {
    stales: [routes.spaces.list],
    onSuccess: () => {
      refreshSession();
      notice.done(t("added"));
      setAdding(false);
    },
  });
  const remove = useChange(routes.spaces.remove, {
    stales: [routes.spaces.list],
    onSuccess: () => {
      refreshSession();
      notice.done(t("removed"));
      setRemoving(undefined);
    },
  });
  const columns: ListColumn<Space>[] = [
    {
      key: "name",
      title: t("name"),
      fixed: true,
      text: (one) => `${one.title} ${one.name}`,
      sortBy: (one) => one.title,
      render: (one) => (
        <Flex gap={8}>
          <Typography.Text strong>{one.title}</Typography.Text>
          <Typography.Text type="secondary">
            <code>{one.name}</code>
          </Typography.Text>
        </Flex>
      ),
    },
    { key: "members", title: t("members"), align: "end", width: 100, text: (one) => String(one.memberCount), sortBy: (one) => one.memberCount, render: (one) => one.memberCount },
    { key: "created", title: t("created"), text: (one) => one.createdAt, sortBy: (one) => one.createdAt, render: (one) => <RelativeTime at={one.createdAt} /> },
    {
      key: "actions",
      title: "",
      width: 90,
      align: "end",
      render: (one) => (
        <Button type="text" size="small" danger aria-label={`${t("remove")}: ${one.title}`} onClick={() => setRemoving(one)}>
          {t("remove")}
        </Button>
      ),
    },
  ];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListPage name="spaces" title={t("title")} detail={t("detail")} actions={add} list={list} rowKey={({ name }) => name} columns={columns} searchPlaceholder={t("search")} empty={{ picture: "apps", title: t("empty"), action: add }} />
      <FormDialog<{ title: string; name: string }>
        open={adding}
        title={t("add")}
        submitText={t("add")}
        busy={create.isPending}
        error={create.error}
        onClose={() => {
          create.reset();
          setAdding(false);
        }}
        onSubmit={(body) => create.mutate({ body })}
      >
        <Form.Item name="title" label={t("titleLabel")} rules={[rules.required]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="name" label={t("name")} extra={rules.nameHelp} rules={[rules.required, rules.name]}>
          <Input spellCheck={false} placeholder="payments" />
        </Form.Item>
      </FormDialog>
      <ConfirmByName
        open={removing !== undefined}
        title={t("removeTitle")}
        name={removing?.name ?? ""}
        loss={t("removeLoss", { name: removing?.title ?? "" })}
        confirmText={t("remove")}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => {
          remove.reset();
          setRemoving(undefined);
        }}
        onConfirm={() => removing && remove.mutate({ params: { space: removing.name } })}
      />
    </>
  );
}

import { UserAddOutlined } from "@ant-design/icons";
import { type Role, roles, routes } from "@tessera/contracts";
import { Button, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { type ItemOf, useApiList, useChange } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { Confirm, FormDialog, useRules } from "../../form/index.ts";
import { useText } from "../../i18n/index.ts";
import { useTrail } from "../../layout/index.ts";
import { type ListColumn, type ListFilter, ListPage } from "../../list/index.ts";
import { PersonName } from "../../person/index.ts";
import { useAllowed, useSession } from "../../session/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { messages } from "./messages.ts";
import { RoleSelect } from "./RoleSelect.tsx";

type Member = ItemOf<typeof routes.spaces.members>;

/** Who belongs to this space. */
export function MembersPage(): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const notice = useNotice();
  const session = useSession();
  const mayManage = useAllowed("member.manage");
  const [adding, setAdding] = useState(false);
  useTrail([{ title: t("title") }]);
  const list = useApiList(routes.spaces.members, {});
  const set = useChange(routes.spaces.setMember, { stales: [routes.spaces.members] });
  const invite = useChange(routes.spaces.setMember, { stales: [routes.spaces.members] });
  const remove = useChange(routes.spaces.removeMember, { stales: [routes.spaces.members] });
  const columns: ListColumn<Member>[] = [
    {
      key: "name",
      title: t("name"),
      fixed: true,
      text: (one) => `${one.displayName} ${one.username}`,
      sortBy: (one) => one.displayName,
      render: (one) => <PersonName person={one} tag={one.userId === session.user.id ? { text: t("you") } : undefined} />,
    },
    {
      key: "role",
      title: t("role"),
      text: (one) => t(one.role),
      sortBy: (one) => roles.indexOf(one.role),
      render: (one) =>
        mayManage ? (
          <RoleSelect
            compact
            value={one.role}
            label={`${t("role")}: ${one.displayName}`}
            disabled={set.isPending}
            onChange={(role) => set.mutate({ params: { username: one.username }, body: { role } }, { onSuccess: () => notice.done(t("changed", { name: one.displayName, role: t(role) })), onError: notice.failed })}
          />
        ) : (
          t(one.role)
        ),
    },
    { key: "added", title: t("added"), text: (one) => one.addedAt, sortBy: (one) => one.addedAt, render: (one) => <RelativeTime at={one.addedAt} /> },
    ...(mayManage
      ? [
          {
            key: "actions",
            title: "",
            width: 100,
            align: "end" as const,
            render: (one: Member) => (
              <Confirm
                title={t("removeTitle", { name: one.displayName })}
                loss={t("removeLoss")}
                confirmText={t("remove")}
                onConfirm={() => remove.mutate({ params: { username: one.username } }, { onSuccess: () => notice.done(t("removed", { name: one.displayName })), onError: notice.failed })}
              >
                <Button type="text" size="small" danger aria-label={`${t("remove")}: ${one.displayName}`}>
                  {t("remove")}
                </Button>
              </Confirm>
            ),
          },
        ]
      : []),
  ];
  const filters: ListFilter<Member>[] = [{ key: "role", label: t("role"), options: roles.map((value) => ({ value, label: t(value) })), matches: (one, value) => one.role === value }];
  const add = mayManage && (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListPage name="members" title={t("title")} detail={t("detail", { space: session.space ?? "" })} actions={add} list={list} rowKey={({ userId }) => userId} columns={columns} filters={filters} searchPlaceholder={t("search")} empty={{ picture: "people", title: t("empty"), action: add }} />
      <FormDialog<{ username: string; role: Role }>
        open={adding}
        title={t("add")}
        submitText={t("add")}
        busy={invite.isPending}
        error={invite.error}
        initialValues={{ role: "viewer" }}
        onClose={() => {
          invite.reset();
          setAdding(false);
        }}
        onSubmit={({ username, role }) =>
          invite.mutate(
            { params: { username }, body: { role } },
            {
              onSuccess: (member) => {
                notice.done(t("addedNotice", { name: member.displayName }));
                setAdding(false);
              },
            },
          )
        }
      >
        <Form.Item name="username" label={t("username")} extra={t("usernameHelp")} rules={[rules.required]}>
          <Input spellCheck={false} autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="role" label={t("role")} required>
          <RoleSelect />
        </Form.Item>
      </FormDialog>
    </>
  );
}

import { DownOutlined } from "@ant-design/icons";
import { routes } from "@tessera/contracts";
import { Button, Dropdown, Typography } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useChange } from "../api/index.ts";
import { useNotice } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { useSession, useTakeSession } from "../session/index.ts";
import { messages } from "./messages.ts";

/** The space that everything on the screen belongs to. */
export function SpaceSwitcher(): ReactNode {
  const t = useText(messages);
  const session = useSession();
  const take = useTakeSession();
  const navigate = useNavigate();
  const notice = useNotice();
  const change = useChange(routes.auth.switchSpace, {
    onSuccess: (next) => {
      void navigate("/");
      take(next);
    },
  });
  const current = session.spaces.find(({ name }) => name === session.space);
  const title = current?.title ?? session.space ?? t("noSpace");
  if (session.spaces.length < 2) {
    return (
      <Typography.Text strong ellipsis style={{ maxWidth: 180 }}>
        {title}
      </Typography.Text>
    );
  }
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: session.space ? [session.space] : [],
        items: session.spaces.map(({ name, title: label, role }) => ({ key: name, label, extra: t(role) })),
        onClick: ({ key }) => key !== session.space && change.mutate({ body: { space: key } }, { onError: notice.failed }),
      }}
    >
      <Button type="text" loading={change.isPending} aria-label={`${t("switchSpace")}: ${title}`} style={{ fontWeight: 600, maxWidth: 200 }}>
        <span style={{ overflow: "hidden", textOverflow: "ellipsis" }}>{title}</span>
        <DownOutlined style={{ fontSize: 10 }} aria-hidden />
      </Button>
    </Dropdown>
  );
}

import { KeyOutlined, LockOutlined, LogoutOutlined } from "@ant-design/icons";
import { Avatar, Button, Dropdown, Flex, Tag, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../i18n/index.ts";
import { ChangePasswordDialog, useSession } from "../session/index.ts";
import { messages } from "./messages.ts";
import { useLogout } from "./use-logout.ts";

/** Who I am, my tokens and password, and the way out. */
export function PersonMenu(): ReactNode {
  const t = useText(messages);
  const { user, role } = useSession();
  const navigate = useNavigate();
  const logout = useLogout();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items: [
            {
              key: "who",
              type: "group",
              label: (
                <Flex vertical gap={2} style={{ minWidth: 180, paddingBlock: 4 }}>
                  <Typography.Text strong>{user.displayName}</Typography.Text>
                  <Typography.Text type="secondary">{user.username}</Typography.Text>
                  <Flex gap={4} style={{ marginTop: 4 }}>
                    {role && <Tag>{t(role)}</Tag>}
                    {user.administrator && <Tag color="processing">{t("administrator")}</Tag>}
                  </Flex>
                </Flex>
              ),
            },
            { type: "divider" },
            { key: "tokens", icon: <KeyOutlined />, label: t("myTokens"), onClick: () => void navigate("/console/tokens") },
            { key: "password", icon: <LockOutlined />, label: t("changePassword"), onClick: () => setChanging(true) },
            { type: "divider" },
            { key: "logout", icon: <LogoutOutlined />, label: t("logout"), onClick: logout },
          ],
        }}
      >
        <Button type="text" aria-label={`${t("person")}: ${user.displayName}`} style={{ paddingInline: 4 }}>
          <Avatar size={26} style={{ background: "var(--ant-color-primary-bg)", color: "var(--ant-color-link)" }}>
            {[...user.displayName][0]?.toUpperCase()}
          </Avatar>
        </Button>
      </Dropdown>
      <ChangePasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { Modal, Typography } from "antd";
import { type ReactNode, useSyncExternalStore } from "react";
import { reauthentication, sessionKey } from "../api/index.ts";
import { useText } from "../i18n/index.ts";
import { LoginFields } from "./LoginFields.tsx";
import { messages } from "./messages.ts";
import { useSession } from "./use-session.ts";

/** Asks for the password on top of the page when the session is over, so that nothing typed is lost. */
export function LoginAgain(): ReactNode {
  const t = useText(messages);
  const client = useQueryClient();
  const { user, space } = useSession();
  const open = useSyncExternalStore(reauthentication.subscribe, reauthentication.isOpen);
  return (
    <Modal
      open={open}
      title={t("loginAgainTitle")}
      footer={null}
      width={400}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      zIndex={2000}
      onCancel={() => {
        reauthentication.settle(false);
        client.removeQueries({ queryKey: sessionKey });
        window.location.assign("/login");
      }}
    >
      <Typography.Paragraph type="secondary">{t("loginAgainDetail")}</Typography.Paragraph>
      <LoginFields
        username={user.username}
        onLogin={(session) => {
          client.setQueryData(sessionKey, session);
          // Another space would answer for other records than the page shows.
          if (session.space !== space) window.location.reload();
          else reauthentication.settle(true);
        }}
      />
    </Modal>
  );
}

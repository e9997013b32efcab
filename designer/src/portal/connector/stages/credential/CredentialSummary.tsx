import type { StageView } from "@tessera/contracts";
import { Typography } from "antd";
import { type ReactNode, useState } from "react";
import { useText } from "../../../../i18n/index.ts";
import { RelativeTime } from "../../../../time/index.ts";
import { messages } from "./messages.ts";

/** Certificates that end sooner are shown as a warning. */
const soonMs = 30 * 86_400_000;

/** What may be seen of a stored credential: its kind, when it was entered, and when its certificate ends. */
export function CredentialSummary({ credential }: { credential: StageView["credential"] }): ReactNode {
  const t = useText(messages);
  const { kind, updatedAt, certificate } = credential;
  const [openedAt] = useState(() => Date.now());
  const leftMs = certificate ? Date.parse(certificate.expiresAt) - openedAt : Infinity;
  return (
    <span>
      {t(kind)}
      {updatedAt && (
        <>
          {" · "}
          <RelativeTime at={updatedAt} />
        </>
      )}
      {certificate && (
        <>
          {" · "}
          {t("certificateOf", { subject: certificate.subject })}
          {" · "}
          <Typography.Text {...(leftMs <= 0 ? { type: "danger" as const } : leftMs < soonMs ? { type: "warning" as const } : {})}>
            {t(leftMs <= 0 ? "expired" : "expires")} <RelativeTime at={certificate.expiresAt} />
          </Typography.Text>
        </>
      )}
    </span>
  );
}

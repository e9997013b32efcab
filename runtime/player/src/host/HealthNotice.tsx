import type { Locale } from "@tessera/contracts";
import { Alert, Button, Space } from "antd";
import { type ReactElement, useState } from "react";
import { createPortal } from "react-dom";
import { hostMessages } from "./messages.ts";
import type { FrameHealth } from "./player-host.ts";

interface HealthNoticeProps {
  health: Exclude<FrameHealth, "running">;
  locale: Locale;
  onStop: () => void;
  onReload: () => void;
}

/** Offers a way out of a frame that hangs or was stopped; it stands above the shell because the frame itself draws nothing any more. */
export function HealthNotice({ health, locale, onStop, onReload }: HealthNoticeProps): ReactElement | null {
  const [waiting, setWaiting] = useState(false);
  const messages = hostMessages(locale);
  if (health === "hanging" && waiting) return null;
  const actions =
    health === "hanging" ? (
      <Space>
        <Button size="small" onClick={() => setWaiting(true)}>{messages.wait}</Button>
        <Button size="small" type="primary" danger onClick={onStop}>{messages.stop}</Button>
      </Space>
    ) : (
      <Button size="small" type="primary" onClick={onReload}>{messages.reload}</Button>
    );
  return createPortal(
    <div style={{ position: "fixed", insetInline: 16, bottom: 24, zIndex: 1200, display: "flex", justifyContent: "center", pointerEvents: "none" }}>
      <Alert type="warning" showIcon role="alert" title={messages[health]} action={actions} style={{ pointerEvents: "auto", maxWidth: 640, alignItems: "center" }} />
    </div>,
    document.body,
  );
}

import { Button, Flex } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

interface StepFooterProps {
  onBack?: (() => void) | undefined;
  /** Absent where the form of the step submits. */
  onNext?: (() => void) | undefined;
  /** Of the button that goes on. */
  next?: string;
  disabled?: boolean;
  busy?: boolean;
}

/** The way back and on; Mod+Enter goes on. */
export function StepFooter({ onBack, onNext, next, disabled = false, busy = false }: StepFooterProps): ReactNode {
  const t = useText(messages);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A form or a dialog that the key was for took it already.
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || document.querySelector(".ant-modal-wrap:not([style*='none'])")) return;
      event.preventDefault();
      button.current?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Flex justify="space-between" style={{ marginTop: 24 }}>
      {onBack ? (
        <Button onClick={onBack} disabled={busy}>
          {t("back")}
        </Button>
      ) : (
        <span />
      )}
      <Button ref={button} type="primary" {...(onNext ? { onClick: onNext } : { htmlType: "submit" as const })} disabled={disabled} loading={busy} title={t("nextKey")}>
        {next ?? t("next")}
      </Button>
    </Flex>
  );
}

import { Popconfirm } from "antd";
import type { ReactElement, ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface ConfirmProps {
  title: string;
  /** What is lost, in a sentence. */
  loss: string;
  confirmText: string;
  /** Instead of "Cancel", where that would be misread. */
  cancelText?: string;
  onConfirm: () => void;
  /** The button that asks. */
  children: ReactElement;
}

/** Asks beside the button before something is lost that can be made again; see `ConfirmByName` for what cannot. */
export function Confirm({ title, loss, confirmText, cancelText, onConfirm, children }: ConfirmProps): ReactNode {
  const t = useText(messages);
  return (
    <Popconfirm
      placement="topRight"
      title={title}
      description={<div style={{ maxWidth: 300 }}>{loss}</div>}
      okText={confirmText}
      cancelText={cancelText ?? t("cancel")}
      okButtonProps={{ danger: true }}
      onConfirm={onConfirm}
    >
      {children}
    </Popconfirm>
  );
}

import { Alert, Form, Input, Modal } from "antd";
import { type ReactNode, useId, useState } from "react";
import { ErrorNote } from "../feedback/index.ts";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";

interface ConfirmByNameProps {
  open: boolean;
  title: string;
  /** What is lost, in a sentence. */
  loss: ReactNode;
  /** What the person must type. */
  name: string;
  confirmText: string;
  onConfirm: () => void;
  onClose: () => void;
  busy?: boolean;
  error?: unknown;
}

/** Asks for the name of what is about to be lost, so that nobody deletes by habit. */
export function ConfirmByName({ open, title, loss, name, confirmText, onConfirm, onClose, busy, error }: ConfirmByNameProps): ReactNode {
  const t = useText(messages);
  const id = useId();
  const [typed, setTyped] = useState("");
  const matches = typed === name;
  return (
    <Modal
      open={open}
      title={title}
      destroyOnHidden
      onCancel={onClose}
      afterOpenChange={(shown) => !shown && setTyped("")}
      okText={confirmText}
      cancelText={t("cancel")}
      okButtonProps={{ danger: true, disabled: !matches, loading: busy ?? false }}
      onOk={onConfirm}
    >
      <Alert type="warning" showIcon title={loss} style={{ marginBottom: 16 }} />
      {error !== null && error !== undefined && (
        <div style={{ marginBottom: 16 }}>
          <ErrorNote error={error} />
        </div>
      )}
      <Form layout="vertical">
        <Form.Item label={t("typeName", { name })} htmlFor={id} style={{ marginBottom: 0 }}>
          <Input id={id} autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={() => matches && onConfirm()} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

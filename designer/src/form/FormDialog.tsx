import { Form, type FormInstance, Modal } from "antd";
import { type ReactNode, useEffect, useId } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";
import { ProblemForm, type ProblemFormProps } from "./ProblemForm.tsx";

export interface FormDialogProps<Values extends object> {
  open: boolean;
  title: ReactNode;
  submitText: string;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  error?: unknown;
  busy?: boolean;
  initialValues?: Partial<Values>;
  width?: number;
  danger?: boolean;
  onValuesChange?: (changed: Partial<Values>, values: Values) => void;
  children: ReactNode | ((form: FormInstance<Values>) => ReactNode);
}

type DialogFormProps<Values extends object> = Omit<ProblemFormProps<Values>, "form" | "children"> & Pick<FormDialogProps<Values>, "children"> & { id: string };

/** Lives as long as the dialog is open, so that the next opening starts from its own values. */
function DialogForm<Values extends object>({ children, ...props }: DialogFormProps<Values>): ReactNode {
  const [form] = Form.useForm<Values>();
  useEffect(() => {
    const inputs = document.querySelectorAll<HTMLElement>(`#${CSS.escape(props.id)} :is(input:not([type=hidden]), textarea):not([disabled])`);
    // A field may be there for its value only, out of sight.
    [...inputs].find((input) => input.checkVisibility())?.focus();
  }, [props.id]);
  return (
    <ProblemForm {...props} form={form}>
      {typeof children === "function" ? children(form) : children}
    </ProblemForm>
  );
}

/** A form in a dialog; starts afresh each time it opens. */
export function FormDialog<Values extends object>({ open, title, submitText, onClose, busy, width, danger, ...form }: FormDialogProps<Values>): ReactNode {
  const t = useText(messages);
  const id = useId();
  return (
    <Modal
      open={open}
      title={title}
      width={width ?? 520}
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={onClose}
      okText={submitText}
      cancelText={t("cancel")}
      okButtonProps={{ htmlType: "submit", form: id, loading: busy ?? false, danger: danger ?? false }}
    >
      <DialogForm<Values> {...form} id={id} />
    </Modal>
  );
}

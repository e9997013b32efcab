import { Form } from "antd";
import type { CSSProperties, ReactNode } from "react";
import { useEditor } from "./EditorContext.ts";
import styles from "./Editor.module.css";
import { problemsAt } from "./field-problems.ts";

interface FieldProps {
  label?: ReactNode;
  /** Where it stands in the operation, as a JSON pointer. */
  pointer: string;
  /** Of the control, for the label. */
  id?: string;
  help?: ReactNode;
  style?: CSSProperties;
  children: ReactNode;
}

/** One field of the editor with what is wrong at its place; without a label it is a row among rows, and stands closer. */
export function Field({ label, pointer, id, help, style, children }: FieldProps): ReactNode {
  const { problems } = useEditor();
  const here = problemsAt(problems, pointer);
  const worst = here.some(({ severity }) => severity === "error") ? "error" : "warning";
  return (
    <div data-pointer={pointer} className={label === undefined ? styles.row : styles.field} style={style}>
      <Form.Item
        style={{ marginBottom: 0 }}
        {...(label === undefined ? {} : { label })}
        {...(id === undefined ? {} : { htmlFor: id })}
        {...(here.length === 0 ? {} : { validateStatus: worst, help: here.map(({ text }) => <div key={text}>{text}</div>) })}
      >
        {children}
      </Form.Item>
      {/* Not the item's own `extra`, for which each field would measure the page once more. */}
      {help && <div className={styles.help}>{help}</div>}
    </div>
  );
}

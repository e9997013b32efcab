import { PlusOutlined } from "@ant-design/icons";
import { Button, Divider, Form, Typography } from "antd";
import { Fragment, type ReactNode } from "react";
import { flushSync } from "react-dom";

export interface RowControls<Row> {
  rows: readonly Row[];
  set: (rows: readonly Row[]) => void;
  remove: (index: number) => void;
}

interface FormRowsProps<Row> {
  /** Value of the form that holds the rows. */
  name: string;
  title: string;
  help: string;
  addText: string;
  /** What an added row starts from. */
  newRow: Row;
  /** No row can be added beyond it. */
  most: number;
  /** Draws one row, whose fields are called `[name, index, …]`. */
  children: (row: Row, index: number, controls: RowControls<Row>) => ReactNode;
}

/** Rows of a form that can be added and removed by keyboard: an added row gets the focus, and one is removed by its `RemoveButton`. */
export function FormRows<Row extends object>({ name, title, help, addText, newRow, most, children }: FormRowsProps<Row>): ReactNode {
  const form = Form.useFormInstance();
  const set = (changed: readonly Row[]) => form.setFieldsValue({ [name]: changed });
  const section = () => {
    const rows = (form.getFieldValue(name) as readonly Row[] | undefined) ?? [];
    const add = () => {
      flushSync(() => set([...rows, newRow]));
      form.focusField([name, rows.length, "name"]);
    };
    const remove = (index: number) => set(rows.filter((_row, other) => other !== index));
    return (
      <section aria-label={title}>
        <Divider titlePlacement="start" orientationMargin={0} style={{ marginBottom: 4 }}>
          {title}
        </Divider>
        <Typography.Paragraph type="secondary" style={{ marginBottom: 12 }}>
          {help}
        </Typography.Paragraph>
        {rows.map((row, index) => (
          <Fragment key={index}>{children(row, index, { rows, set, remove })}</Fragment>
        ))}
        <Button type="dashed" block icon={<PlusOutlined />} onClick={add} disabled={rows.length >= most}>
          {addText}
        </Button>
      </section>
    );
  };
  return (
    // Drawn with the change itself: a form that is submitted right after it (Mod+Enter) must not check the fields of a removed row.
    <Form.Item noStyle shouldUpdate={(before: Record<string, unknown>, after: Record<string, unknown>) => before[name] !== after[name]}>
      {section}
    </Form.Item>
  );
}

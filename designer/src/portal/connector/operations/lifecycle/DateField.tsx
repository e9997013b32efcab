import { DatePicker, Form, type FormItemProps } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";

/** A point in time in the person's time zone; the form holds an ISO text. */
export function DateField(props: FormItemProps): ReactNode {
  return (
    <Form.Item
      {...props}
      getValueProps={(value?: string) => ({ value: value ? dayjs(value) : null })}
      normalize={(value: dayjs.Dayjs | null) => value?.toISOString()}
    >
      <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} />
    </Form.Item>
  );
}

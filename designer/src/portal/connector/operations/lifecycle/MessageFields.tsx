import { Form } from "antd";
import type { ReactNode } from "react";
import { GrowingTextArea } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";

/** A text for callers in both languages; with `isRequired` one of them must be given. */
export function MessageFields({ path, isRequired }: { path: string[]; isRequired: boolean }): ReactNode {
  const t = useText(messages);
  const form = Form.useFormInstance();
  const [zh, en] = [[...path, "zh-CN"], [...path, "en"]];
  const oneOf = { validator: () => (!isRequired || form.getFieldValue(zh) || form.getFieldValue(en) ? Promise.resolve() : Promise.reject(new Error(t("messageNeeded")))) };
  return (
    <>
      <Form.Item name={zh} label={`${t("message")} · ${t("messageZh")}`} rules={[oneOf]} dependencies={[en]} required={isRequired}>
        <GrowingTextArea lines={[2, 6]} maxLength={2_000} />
      </Form.Item>
      <Form.Item name={en} label={`${t("message")} · ${t("messageEn")}`} rules={[oneOf]} dependencies={[zh]} required={isRequired}>
        <GrowingTextArea lines={[2, 6]} maxLength={2_000} />
      </Form.Item>
    </>
  );
}

import { Flex, Form, Input, Progress, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { messages } from "./messages.ts";
import { passwordStrength } from "./password-strength.ts";

const percent = { weak: 20, fair: 50, good: 75, strong: 100 } as const;
const status = { weak: "exception", fair: "normal", good: "normal", strong: "success" } as const;

/** A new password typed twice, with how good it is. The field `name` carries it. */
export function NewPasswordFields({ name, label }: { name: string; label: string }): ReactNode {
  const t = useText(messages);
  const password = Form.useWatch<string | undefined>(name) ?? "";
  const level = passwordStrength(password);
  return (
    <>
      <Form.Item
        name={name}
        label={label}
        rules={[{ required: true, min: 10, message: t("passwordShort") }]}
        extra={
          password === "" ? (
            t("passwordHelp")
          ) : (
            <Flex align="center" gap={8}>
              <Progress percent={percent[level]} status={status[level]} steps={4} showInfo={false} size="small" aria-hidden />
              <Typography.Text type="secondary" style={{ fontSize: 12 }} role="status">
                {t("strength", { level: t(level) })}
              </Typography.Text>
            </Flex>
          )
        }
      >
        <Input.Password autoComplete="new-password" maxLength={1024} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("passwordAgain")}
        dependencies={[name]}
        rules={[
          { required: true, message: t("passwordDiffers") },
          ({ getFieldValue }) => ({ validator: (_rule, value) => (!value || value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(t("passwordDiffers")))) }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={1024} />
      </Form.Item>
    </>
  );
}

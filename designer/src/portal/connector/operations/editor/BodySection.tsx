import { PlusOutlined } from "@ant-design/icons";
import type { Operation } from "@tessera/contracts";
import { Button, Checkbox, Flex, Input, Typography } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { useEditor } from "./EditorContext.ts";
import { Field } from "./Field.tsx";
import { MediaTypes } from "./MediaTypes.tsx";
import { messages } from "./messages.ts";

type Body = NonNullable<Operation["requestBody"]>;

/** What callers send in the body. */
export function BodySection(): ReactNode {
  const t = useText(messages);
  const { operation, update } = useEditor();
  const body = operation.requestBody;
  const change = (field: string, recipe: (body: Body) => Body) => update(`requestBody.${field}`, (one) => (one.requestBody === undefined ? one : { ...one, requestBody: recipe(one.requestBody) }));
  if (body === undefined) {
    return (
      <div data-pointer="/requestBody">
        <Typography.Paragraph type="secondary">{t("noBody")}</Typography.Paragraph>
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => update("requestBody", (one) => ({ ...one, requestBody: { required: true, content: { "application/json": { schema: { type: "object", properties: {} } } } } }))}>
          {t("addBody")}
        </Button>
      </div>
    );
  }
  return (
    <div data-pointer="/requestBody">
      <Flex gap={16} align="end" wrap>
        <Field label={t("description")} pointer="/requestBody/description" id="body-description" style={{ flex: "1 1 320px" }}>
          <Input
            id="body-description"
            value={body.description ?? ""}
            onChange={({ target }) =>
              change("description", (one) => {
                const { description: _description, ...rest } = one;
                return target.value === "" ? rest : { ...rest, description: target.value };
              })
            }
          />
        </Field>
        <Field pointer="/requestBody/required" style={{ marginBlockEnd: 24 }}>
          <Checkbox checked={body.required} onChange={({ target }) => change("required", (one) => ({ ...one, required: target.checked }))}>
            {t("bodyRequired")}
          </Checkbox>
          <Button
            type="text"
            danger
            onClick={() =>
              update("requestBody", (one) => {
                const { requestBody: _body, ...rest } = one;
                return rest;
              })
            }
          >
            {t("removeBody")}
          </Button>
        </Field>
      </Flex>
      <MediaTypes pointer="/requestBody/content" content={body.content} onChange={(field, recipe) => change(field, (one) => ({ ...one, content: recipe(one.content) }))} />
    </div>
  );
}

import type { TaggedValue } from "@tessera/contracts";
import { Button, Flex } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { previewOf } from "../binding/preview.ts";
import { useEditor } from "../editor-store/index.ts";
import { listFields, withField } from "./list-paths.ts";
import { messages } from "./messages.ts";

/** Where a list is wanted and the binding yields an object: offers the lists inside of it. */
export function ListHint({ value, onChange }: { value: TaggedValue | undefined; onChange: (value: TaggedValue) => void }): ReactNode {
  const t = useText(messages);
  const scope = useEditor((editor) => editor.scope);
  if (value?.kind !== "binding" || scope === null) return null;
  const preview = previewOf(value.template, scope);
  const fields = preview.kind === "value" ? listFields(preview.value) : [];
  const choices = fields.flatMap((field) => {
    const template = withField(value.template, field);
    return template === null ? [] : [{ field, template }];
  });
  if (choices.length === 0) return null;
  return (
    <Flex gap={4} wrap style={{ marginTop: 4 }}>
      {choices.slice(0, 4).map(({ field, template }) => (
        <Button key={field} size="small" type="primary" ghost onClick={() => onChange({ kind: "binding", template })}>
          {t("useList", { field })}
        </Button>
      ))}
    </Flex>
  );
}

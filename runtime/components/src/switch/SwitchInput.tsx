import { Switch } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { Field } from "../field/Field.tsx";
import { controlAttributes, useField } from "../field/use-field.ts";
import { toFlag } from "../values/read.ts";

export function SwitchInput(render: RenderProps): ReactElement {
  const field = useField<boolean>(render, { parse: toFlag });
  const { "aria-required": _required, ...attributes } = controlAttributes(field);
  return (
    <Field field={field}>
      <div style={{ minHeight: 32, display: "flex", alignItems: "center" }}>
        <Switch
          {...attributes}
          checked={field.value}
          disabled={field.disabled}
          checkedChildren={field.t("switch.on")}
          unCheckedChildren={field.t("switch.off")}
          onChange={(on) => {
            field.change(on);
            field.visit();
          }}
        />
      </div>
    </Field>
  );
}

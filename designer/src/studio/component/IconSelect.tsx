import { Icon, iconNames } from "@tessera/components";
import { Flex, Select } from "antd";
import type { ReactNode } from "react";

interface IconSelectProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | undefined) => void;
  allowClear?: boolean;
  size?: "small" | "middle";
  label?: string;
}

/** Chooses one of the icons that players carry. */
export function IconSelect({ id, value, onChange, allowClear, size, label }: IconSelectProps): ReactNode {
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      showSearch
      allowClear={allowClear ?? false}
      size={size ?? "middle"}
      style={{ width: "100%" }}
      value={value ?? null}
      onChange={(next) => onChange?.(next)}
      options={iconNames.map((name) => ({ value: name, label: name }))}
      optionRender={({ value: name }) => (
        <Flex gap={8} align="center">
          <Icon name={String(name)} />
          {String(name)}
        </Flex>
      )}
      labelRender={({ value: name }) => (
        <Flex gap={8} align="center">
          <Icon name={String(name)} />
          {String(name)}
        </Flex>
      )}
    />
  );
}

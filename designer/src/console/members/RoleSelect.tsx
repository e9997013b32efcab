import { type Role, roles } from "@tessera/contracts";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";

interface RoleSelectProps {
  id?: string;
  value?: Role;
  onChange?: (role: Role) => void;
  disabled?: boolean;
  label?: string;
  /** Roles that may be chosen; all by default. */
  among?: readonly Role[];
  compact?: boolean;
}

/** Chooses a role, with what it may do. */
export function RoleSelect({ id, value, onChange, disabled, label, among = roles, compact }: RoleSelectProps): ReactNode {
  const t = useText(messages);
  return (
    <Select<Role>
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange ? { onChange } : {})}
      {...(label === undefined ? {} : { "aria-label": label })}
      disabled={disabled ?? false}
      popupMatchSelectWidth={false}
      style={compact ? { width: 130 } : { width: "100%" }}
      options={among.map((role) => ({ value: role, label: t(role), detail: t(`${role}Detail`) }))}
      optionRender={({ data }) => (
        <>
          <span style={{ fontWeight: 500 }}>{data.label}</span> <span style={{ color: "var(--ant-color-text-tertiary)" }}>{data.detail}</span>
        </>
      )}
    />
  );
}

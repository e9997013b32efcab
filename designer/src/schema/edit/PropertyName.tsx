import { Input, Tooltip } from "antd";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";
import type { PropertyRow } from "./schema-edit.ts";
import styles from "./SchemaEditor.module.css";

/** The name of a property; one that another has is kept back and said. */
export function PropertyName({ name, others, onName }: { name: string; others: readonly PropertyRow[]; onName: (name: string) => void }): ReactNode {
  const t = useText(messages);
  const [refused, setRefused] = useState<string>();
  return (
    <Tooltip open={refused !== undefined} title={t("nameTaken")}>
      <Input
        size="small"
        className={styles.name ?? ""}
        spellCheck={false}
        aria-label={t("nameOf", { name })}
        status={refused === undefined ? "" : "error"}
        value={refused ?? name}
        onChange={({ target: { value } }) => {
          const taken = value === "" || others.some((other) => other.name === value);
          setRefused(taken ? value : undefined);
          if (!taken) onName(value);
        }}
        onBlur={() => setRefused(undefined)}
      />
    </Tooltip>
  );
}

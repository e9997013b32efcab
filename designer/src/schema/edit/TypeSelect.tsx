import { Select } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type SchemaKind, plainKinds } from "./schema-edit.ts";
import type { SchemaSources } from "./SchemaEditor.tsx";

interface TypeSelectProps {
  label: string;
  kind: SchemaKind;
  sources: Pick<SchemaSources, "names">;
  onChange: (kind: SchemaKind) => void;
}

/** Chooses the type of a value: a plain one or a shared schema. */
export function TypeSelect({ label, kind, sources, onChange }: TypeSelectProps): ReactNode {
  const t = useText(messages);
  const shared = sources.names.map((name) => ({ value: `ref:${name}`, label: name }));
  const known = kind !== "other" && (!kind.startsWith("ref:") || sources.names.includes(kind.slice(4)));
  const textOf = (plain: (typeof plainKinds)[number]) => (plain === "any" ? t("any") : plain);
  return (
    <Select<SchemaKind>
      size="small"
      variant="filled"
      showSearch
      popupMatchSelectWidth={false}
      aria-label={label}
      value={kind}
      options={[
        { label: t("plain"), options: plainKinds.map((plain) => ({ value: plain, label: textOf(plain) })) },
        ...(shared.length > 0 ? [{ label: t("shared"), options: shared }] : []),
        ...(known ? [] : [{ value: kind, label: kind === "other" ? t("other") : kind.slice(4) }]),
      ]}
      onChange={onChange}
    />
  );
}

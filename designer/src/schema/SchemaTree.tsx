import { RightOutlined } from "@ant-design/icons";
import type { ValueSchema } from "@tessera/contracts";
import { type ReactNode, useState } from "react";
import { useText } from "../i18n/index.ts";
import { describeLimits, describeType, propertiesOf } from "./describe-type.ts";
import { messages } from "./messages.ts";
import { type SharedSchemas, resolveSchema } from "./resolve-schema.ts";
import styles from "./SchemaTree.module.css";

interface PropertyProps {
  name: string;
  schema: unknown;
  required: boolean;
  shared: SharedSchemas;
  depth: number;
}

const openAtFirst = 1;

function Property({ name, schema, required, shared, depth }: PropertyProps): ReactNode {
  const t = useText(messages);
  const resolved = resolveSchema(schema, shared);
  const inner = propertiesOf(schema, shared);
  const [open, setOpen] = useState(depth < openAtFirst && inner.length <= 12);
  const description = resolved["description"];
  const limits = describeLimits(resolved);
  return (
    <li className={styles.property}>
      <div className={styles.line}>
        {inner.length > 0 ? (
          <button type="button" className={styles.toggle} aria-expanded={open} aria-label={t("expand", { name })} onClick={() => setOpen(!open)}>
            <RightOutlined rotate={open ? 90 : 0} />
          </button>
        ) : (
          <span className={styles.toggle} />
        )}
        <code className={styles.name}>{name}</code>
        <span className={styles.type}>{describeType(schema)}</span>
        {required && <span className={styles.required}>{t("required")}</span>}
        {limits.map(({ of, text }) => (
          <span key={of} className={styles.limit}>
            {t(of)} <code>{text}</code>
          </span>
        ))}
      </div>
      {typeof description === "string" && description !== "" && <p className={styles.description}>{description}</p>}
      {open && inner.length > 0 && (
        <ul className={styles.inner}>
          {inner.map((property) => (
            <Property key={property.name} {...property} shared={shared} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A JSON Schema as a person reads it: names, types, limits; deeper levels open on demand, so that circles are harmless. */
export function SchemaTree({ schema, shared }: { schema: ValueSchema | undefined; shared: SharedSchemas }): ReactNode {
  const t = useText(messages);
  const properties = propertiesOf(schema, shared);
  return (
    <div className={styles.tree}>
      <code className={styles.root}>{describeType(schema)}</code>
      {properties.length === 0 ? (
        <p className={styles.description}>{t("noProperties")}</p>
      ) : (
        <ul className={styles.top}>
          {properties.map((property) => (
            <Property key={property.name} {...property} shared={shared} depth={0} />
          ))}
        </ul>
      )}
    </div>
  );
}

import { type ValueSchema, routes } from "@tessera/contracts";
import { Alert, Button, Drawer, Skeleton } from "antd";
import { type ReactNode, useState } from "react";
import { useApi, useChange } from "../../../../api/index.ts";
import { ErrorNote, useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { SchemaEditor } from "../../../../schema/index.ts";
import { messages } from "./messages.ts";

interface SharedSchemaDrawerProps {
  connector: string;
  name: string | undefined;
  names: readonly string[];
  onEdit: (name: string) => void;
  onClose: () => void;
  onSaved: () => void;
}

/** Edits a schema that several operations share; it is saved by itself. */
export function SharedSchemaDrawer({ connector, name, onClose, ...rest }: SharedSchemaDrawerProps): ReactNode {
  const t = useText(messages);
  return (
    <Drawer open={name !== undefined} size={820} destroyOnHidden title={t("sharedSchema", { name: name ?? "" })} onClose={onClose}>
      {name !== undefined && <Shared key={name} connector={connector} name={name} onClose={onClose} {...rest} />}
    </Drawer>
  );
}

function Shared({ connector, name, names, onEdit, onClose, onSaved }: SharedSchemaDrawerProps & { name: string }): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const params = { connector, schema: name };
  const stored = useApi(routes.authoring.schema, { params });
  const [edit, setEdit] = useState<ValueSchema>();
  const save = useChange(routes.authoring.saveSchema, {
    stales: [routes.authoring.schema, routes.authoring.schemas, routes.connectors.operation, routes.authoring.docs],
    onSuccess: () => {
      notice.done(t("saved"));
      onSaved();
      onClose();
    },
  });
  if (stored.error) return <ErrorNote error={stored.error} onRetry={() => void stored.refetch()} />;
  if (!stored.data) return <Skeleton active />;
  const { schema, schemas, digest, usedBy } = stored.data;
  return (
    <>
      <Alert type="info" showIcon title={t("sharedBy", { count: usedBy.length })} description={usedBy.slice(0, 12).join(", ")} style={{ marginBottom: 12 }} />
      {save.error && (
        <div style={{ marginBottom: 12 }}>
          <ErrorNote error={save.error} />
        </div>
      )}
      <SchemaEditor label={name} pointer="/shared" schema={edit ?? schema} sources={{ shared: schemas, names, onEditShared: (other) => other !== name && onEdit(other) }} onChange={setEdit} />
      <Button type="primary" style={{ marginTop: 16 }} disabled={edit === undefined} loading={save.isPending} onClick={() => edit !== undefined && save.mutate({ params, body: { schema: edit, digest } })}>
        {t("saveShared")}
      </Button>
    </>
  );
}

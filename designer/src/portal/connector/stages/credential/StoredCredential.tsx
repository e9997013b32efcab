import type { StageView } from "@tessera/contracts";
import { Alert, Button, Checkbox, Form } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { useAllowed } from "../../../../session/index.ts";
import { CredentialSummary } from "./CredentialSummary.tsx";
import type { FieldPath } from "./field-path.ts";
import { messages } from "./messages.ts";

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}

interface StoredCredentialProps {
  credential: StageView["credential"];
  /** The backend that it was entered for. */
  backend: { url: string } | null;
  /** Place of a further backend in the values of the form; empty: the stage's own. */
  path: FieldPath;
  onChange: () => void;
}

/** The credential that a backend has already: it stays, is entered anew, or goes to another host when an owner says so. */
export function StoredCredential({ credential, backend, path, onChange }: StoredCredentialProps): ReactNode {
  const t = useText(messages);
  const mayConfirm = useAllowed("member.manage");
  const [before, after] = [originOf(backend?.url), originOf(Form.useWatch<string | undefined>(path.length === 0 ? ["backend", "url"] : [...path, "url"]))];
  const goesElsewhere = before !== undefined && after !== undefined && before !== after;
  return (
    <Form.Item label={t("credential")} required>
      <CredentialSummary credential={credential} />{" "}
      <Button type="link" size="small" onClick={onChange}>
        {t("changeCredential")}
      </Button>
      {goesElsewhere && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 8 }}
          title={t("otherHost", { origin: before })}
          description={
            <>
              {t("otherHostDetail")}
              {mayConfirm && (
                <Form.Item name={[...path, "keepCredentialFor"]} valuePropName="checked" getValueFromEvent={(event: { target: { checked: boolean } }) => (event.target.checked ? after : undefined)} getValueProps={(value: unknown) => ({ checked: value === after })} style={{ marginBottom: 0 }}>
                  <Checkbox>{t("keepFor", { origin: after })}</Checkbox>
                </Form.Item>
              )}
            </>
          }
        />
      )}
    </Form.Item>
  );
}

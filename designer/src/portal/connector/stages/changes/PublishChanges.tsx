import { type PublishPreview, routes, versionSchema } from "@tessera/contracts";
import { announcesBreaking } from "@tessera/release-diff";
import { Alert, Button, Checkbox, Form } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../../../api/index.ts";
import { ErrorNote } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { ReleaseChanges } from "./ReleaseChanges.tsx";

interface PublishChangesProps {
  connector: string;
  /** Undefined while nothing is chosen. */
  stage: string | undefined;
  /** An existing release; undefined: the draft. */
  existing: string | undefined;
  /** Version that the person states for the draft. */
  stated: string | undefined;
  onVersion: (version: string) => void;
}

/** Shows what publishing changes for callers, and asks for a confirmation when they break without a version that says so. */
export function PublishChanges({ connector, stage, existing, stated, onVersion }: PublishChangesProps): ReactNode {
  const t = useText(messages);
  const preview = useApi(routes.connectors.preview, { params: { connector, stage: stage ?? "" }, query: existing === undefined ? {} : { version: existing } }, { enabled: stage !== undefined });
  const data = preview.data;
  const isAsked = data !== undefined && needsAcceptance(data, existing === undefined ? stated : undefined);
  if (stage === undefined) return null;
  return (
    <>
      <Form.Item label={t("title")} required extra={data?.from && t("since", { version: data.from })}>
        {preview.error ? <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} /> : <ReleaseChanges preview={data} />}
      </Form.Item>
      {isAsked && (
        <>
          <Form.Item>
            <Alert
              type="warning"
              showIcon
              title={existing === undefined ? t("needsMajor", { version: data.suggestedVersion }) : t("needsConfirmation")}
              action={
                existing === undefined && (
                  <Button size="small" onClick={() => onVersion(data.suggestedVersion)}>
                    {t("useSuggested", { version: data.suggestedVersion })}
                  </Button>
                )
              }
            />
          </Form.Item>
          <Form.Item name="acceptBreaking" valuePropName="checked" rules={[{ validator: (_rule, value?: boolean) => (value === true ? Promise.resolve() : Promise.reject(new Error(t("acceptNeeded")))) }]}>
            <Checkbox>{t("accept")}</Checkbox>
          </Form.Item>
        </>
      )}
    </>
  );
}

/** As the server decides it, for a version that is being typed too. */
function needsAcceptance({ from, counts, needsAcceptance: asked }: PublishPreview, stated: string | undefined): boolean {
  if (!stated || !versionSchema.safeParse(stated).success) return asked;
  return from !== null && counts.breaking > 0 && !announcesBreaking(from, stated);
}

import { type ConnectorView, routes, versionSchema } from "@tessera/contracts";
import { Alert, Form, Input, Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useApi, useChange } from "../../../api/index.ts";
import { FormDialog, GrowingTextArea, useRules } from "../../../form/index.ts";
import { useText } from "../../../i18n/index.ts";
import { PublishChanges } from "./changes/index.ts";
import { messages } from "./messages.ts";
import { RolloutFields, type RolloutValues, newRollout, rolloutInput, usePublishProgress } from "./rollout/index.ts";

/** Where to publish; with a version: that existing one. */
export interface PublishTarget {
  stage?: string;
  version?: string;
}

interface PublishDialogProps {
  connector: ConnectorView;
  target: PublishTarget | undefined;
  onClose: () => void;
}

interface PublishValues extends RolloutValues {
  stage: string;
  kind: "new" | "existing";
  version?: string;
  existing?: string;
  changelog?: string;
  acceptBreaking?: boolean;
}

/** Publishes a new release of the draft, or an existing one (which is how one rolls back). */
export function PublishDialog({ connector, target, onClose }: PublishDialogProps): ReactNode {
  const t = useText(messages);
  const rules = useRules();
  const { follow, dialog } = usePublishProgress(connector.name);
  const releases = useApi(routes.connectors.releases, { params: { connector: connector.name }, query: { limit: 100 } }, { enabled: target !== undefined });
  const versions = releases.data?.items ?? [];
  const publish = useChange(routes.connectors.publish, {
    stales: [routes.connectors.get, routes.connectors.list, routes.connectors.releases, routes.connectors.readiness, routes.connectors.preview, routes.gateways.list],
    onSuccess: ({ stage, release, gatewayRevision }) => {
      onClose();
      follow({ stage: stage.name, version: release.version, gatewayRevision });
    },
  });
  const stageOptions = connector.stages.filter(({ backend }) => backend !== null).map(({ name }) => ({ value: name, label: name }));
  const servedOn = (name: string) => connector.stages.find((stage) => stage.name === name)?.release ?? null;
  const submit = ({ stage, kind, version, existing, changelog, acceptBreaking, ...rollout }: PublishValues) =>
    publish.mutate({
      params: { connector: connector.name, stage },
      body: { ...(kind === "existing" ? { version: existing } : { ...(version ? { version } : {}), ...(changelog ? { changelog } : {}) }), ...(acceptBreaking ? { acceptBreaking } : {}), ...(servedOn(stage) === null ? {} : rolloutInput(rollout)) },
    });
  return (
    <>
      {dialog}
      <FormDialog<PublishValues>
        open={target !== undefined}
        title={target?.stage ? t("publishTo", { stage: target.stage }) : t("publish")}
        submitText={t("publish")}
        width={640}
        busy={publish.isPending}
        error={publish.error}
        onClose={() => {
          publish.reset();
          onClose();
        }}
        initialValues={{ stage: target?.stage ?? stageOptions[0]?.value ?? "prod", kind: target?.version ? "existing" : "new", ...newRollout, ...(target?.version ? { existing: target.version } : {}) }}
        onSubmit={submit}
      >
        {!target?.stage && (
          <Form.Item name="stage" label={t("chooseStage")} rules={[rules.required]}>
            <Select options={stageOptions} />
          </Form.Item>
        )}
        {target?.stage && <Form.Item name="stage" hidden><Input /></Form.Item>}
        <Form.Item name="kind" hidden={versions.length === 0}>
          <Segmented
            block
            options={[
              { value: "new", label: t("newRelease") },
              { value: "existing", label: t("existing") },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate>
          {({ getFieldValue }) =>
            getFieldValue("kind") === "existing" ? (
              <>
                <Form.Item name="existing" label={t("version")} rules={[rules.required]}>
                  <Select showSearch options={versions.map((release) => ({ value: release.version, label: release.version }))} />
                </Form.Item>
                {getFieldValue("existing") && <Alert type="info" showIcon title={t("republishNote", { stage: getFieldValue("stage") as string, version: getFieldValue("existing") as string })} />}
            </>
          ) : (
            <>
              <Form.Item
                name="version"
                label={t("version")}
                extra={connector.latestVersion === null ? t("firstVersionHelp") : t("versionHelp", { latest: connector.latestVersion })}
                rules={[{ validator: (_rule, value?: string) => (!value || versionSchema.safeParse(value).success ? Promise.resolve() : Promise.reject(new Error(t("badVersion")))) }]}
              >
                <Input spellCheck={false} placeholder="1.4.0" style={{ maxWidth: 200 }} />
              </Form.Item>
              <Form.Item name="changelog" label={t("changelog")} extra={t("changelogHelp")}>
                <GrowingTextArea lines={[3, 10]} maxLength={20_000} />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: PublishValues, after: PublishValues) => before.stage !== after.stage}>
        {/* Where nothing is served there is nothing to try it beside, or to go back to. */}
        {({ getFieldValue }) => servedOn(getFieldValue("stage") as string) !== null && <RolloutFields connector={connector.name} mayChoose />}
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue, setFieldValue }) => {
          const isExisting = getFieldValue("kind") === "existing";
          const existing = getFieldValue("existing") as string | undefined;
          if (isExisting && existing === undefined) return null;
          return (
            <PublishChanges
              connector={connector.name}
              stage={getFieldValue("stage") as string | undefined}
              existing={isExisting ? existing : undefined}
              stated={getFieldValue("version") as string | undefined}
              onVersion={(version) => setFieldValue("version", version)}
            />
          );
        }}
      </Form.Item>
    </FormDialog>
    </>
  );
}

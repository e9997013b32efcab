import { type RolloutView, type StageView, routes } from "@tessera/contracts";
import { Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { callApi, useChange } from "../../../../api/index.ts";
import { ConflictChoice, isConflict, useNotice } from "../../../../feedback/index.ts";
import { FormDialog } from "../../../../form/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { GuardFields } from "./GuardFields.tsx";
import { messages } from "./messages.ts";
import { RolloutFields } from "./RolloutFields.tsx";
import { type RolloutValues, rolloutInput, valuesOf } from "./rollout-values.ts";

interface ChangeRolloutDialogProps {
  connector: string;
  stage: StageView;
  rollout: RolloutView;
  open: boolean;
  onClose: () => void;
}

/** Changes whom a running version goes to, and when it is taken back. */
export function ChangeRolloutDialog({ connector, stage, rollout, open, onClose }: ChangeRolloutDialogProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const [conflict, setConflict] = useState<RolloutValues>();
  const params = { connector, stage: stage.name };
  const close = () => {
    change.reset();
    setConflict(undefined);
    onClose();
  };
  const change = useChange(routes.rollouts.change, {
    stales: [routes.connectors.get, routes.rollouts.status],
    onSuccess: () => {
      notice.done(t("changed"));
      close();
    },
  });
  const submit = (values: RolloutValues, revision: number) => {
    setConflict(undefined);
    change.mutate({ params, body: { ...rolloutInput(values), revision } }, { onError: (error) => isConflict(error) && setConflict(values) });
  };
  const overwrite = async () => {
    const { revision } = await callApi(routes.rollouts.status, { params });
    if (conflict) submit(conflict, revision);
  };
  const isTried = rollout.canary !== null;
  return (
    <>
      <FormDialog<RolloutValues>
        open={open && conflict === undefined}
        title={t(isTried ? "changeTitle" : "changeWatchTitle", { version: rollout.version })}
        submitText={t("apply")}
        width={640}
        busy={change.isPending}
        error={change.error}
        onClose={close}
        initialValues={conflict ?? valuesOf(rollout)}
        onSubmit={(values) => submit(values, stage.revision)}
      >
        {isTried ? (
          <RolloutFields connector={connector} mayChoose={false} />
        ) : (
          <>
            <Form.Item name="audience" hidden><Input /></Form.Item>
            <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => <GuardFields audience="all" isGuarded={getFieldValue("isGuarded") === true} />}</Form.Item>
          </>
        )}
      </FormDialog>
      <ConflictChoice open={conflict !== undefined} onCancel={() => setConflict(undefined)} onReload={close} onOverwrite={() => void overwrite().catch(notice.failed)} />
    </>
  );
}

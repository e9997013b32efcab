import { RollbackOutlined } from "@ant-design/icons";
import { ApiError, type StageView, routes } from "@tessera/contracts";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useChange } from "../../../../api/index.ts";
import { useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import type { Followed } from "./ProgressDialog.tsx";
import { isLater } from "./rollout-values.ts";

interface RollbackButtonProps {
  connector: string;
  stage: StageView;
  version: string;
  onPublished: (followed: Followed) => void;
  /** Going "back" to a greater version breaks callers: that needs the dialog, which asks. */
  onAsked: () => void;
}

/** Serves the version again that was served before, with one click; another one takes that back. */
export function RollbackButton({ connector, stage, version, onPublished, onAsked }: RollbackButtonProps): ReactNode {
  const t = useText(messages);
  const notice = useNotice();
  const publish = useChange(routes.connectors.publish, {
    stales: [routes.connectors.get, routes.connectors.list, routes.connectors.readiness, routes.connectors.preview],
    onSuccess: ({ gatewayRevision }) => onPublished({ stage: stage.name, version, gatewayRevision }),
  });
  const onError = (error: unknown) => {
    if (error instanceof ApiError && error.problem.code === "release.breaking") onAsked();
    else notice.failed(error);
  };
  return (
    <Button icon={<RollbackOutlined />} loading={publish.isPending} onClick={() => publish.mutate({ params: { connector, stage: stage.name }, body: { version, revision: stage.revision } }, { onError })}>
      {t(isLater(version, stage.release ?? version) ? "serveAgain" : "rollBackTo", { version })}
    </Button>
  );
}

import { type ReactNode, useCallback, useState } from "react";
import { useNotice } from "../../../../feedback/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import { type Followed, ProgressDialog } from "./ProgressDialog.tsx";

/** Follows what was published until every gateway has it, and says so; `dialog` shows the way there. */
export function usePublishProgress(connector: string): { follow: (followed: Followed) => void; dialog: ReactNode } {
  const t = useText(messages);
  const notice = useNotice();
  const [followed, setFollowed] = useState<Followed>();
  const end = useCallback(() => setFollowed(undefined), []);
  const complete = useCallback(
    ({ stage, version }: Followed) => {
      setFollowed(undefined);
      notice.done(t("published", { version, stage }));
    },
    [notice, t],
  );
  return { follow: setFollowed, dialog: <ProgressDialog connector={connector} followed={followed} onClose={end} onComplete={complete} /> };
}

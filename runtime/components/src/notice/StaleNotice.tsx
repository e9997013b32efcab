import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { messagesIn } from "../messages/messages.ts";
import { Notice } from "./Notice.tsx";

/** Says that the last refresh failed and what is drawn is older; nothing while all is well. */
export function StaleNotice({ render }: { render: Pick<RenderProps, "status" | "locale"> }): ReactElement | null {
  if (render.status.error === null) return null;
  return <Notice level="warning" title={messagesIn(render.locale)("state.stale")} detail={render.status.error} />;
}

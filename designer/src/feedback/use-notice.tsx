import { App } from "antd";
import { useCallback, useMemo } from "react";
import { useText } from "../i18n/index.ts";
import { describeError } from "./describe-error.ts";
import { messages } from "./messages.ts";
import { useErrorTitle } from "./problems/use-error-title.ts";
import { TraceId } from "./TraceId.tsx";

export interface Notice {
  /** A short confirmation that goes away by itself. */
  done: (text: string) => void;
  /** A failure outside of a form or list; stays until closed when there is something to quote. */
  failed: (error: unknown) => void;
}

/** Tells the person what happened, away from the place where they look. */
export function useNotice(): Notice {
  const { message, notification } = App.useApp();
  const t = useText(messages);
  const titleOf = useErrorTitle();
  const failed = useCallback(
    (error: unknown) => {
      const description = describeError(error);
      const { kind, detail, traceId } = description;
      notification.error({
        title: titleOf(description),
        description: (
          <>
            <div>{detail ?? (kind === "offline" ? t("offlineDetail") : t("defectDetail"))}</div>
            {traceId && <TraceId id={traceId} />}
          </>
        ),
        duration: traceId ? 0 : 6,
        placement: "bottomRight",
      });
    },
    [notification, t, titleOf],
  );
  return useMemo(() => ({ done: (text) => void message.success(text), failed }), [message, failed]);
}

import { App } from "antd";
import { useCallback, useMemo } from "react";
import { describeError } from "./describe-error.ts";
import { TraceId } from "./TraceId.tsx";
import { useErrorText } from "./use-error-text.ts";

export interface Notice {
  /** A short confirmation that goes away by itself. */
  done: (text: string) => void;
  /** A failure outside of a form or list; stays until closed when there is something to quote. */
  failed: (error: unknown) => void;
}

/** Tells the person what happened, away from the place where they look. */
export function useNotice(): Notice {
  const { message, notification } = App.useApp();
  const textOf = useErrorText();
  const failed = useCallback(
    (error: unknown) => {
      const description = describeError(error);
      const { traceId } = description;
      const { title, sentence } = textOf(description);
      notification.error({
        title,
        description: (
          <>
            {sentence !== undefined && <div>{sentence}</div>}
            {traceId && <TraceId id={traceId} />}
          </>
        ),
        duration: traceId ? 0 : 6,
        placement: "bottomRight",
      });
    },
    [notification, textOf],
  );
  return useMemo(() => ({ done: (text) => void message.success(text), failed }), [message, failed]);
}

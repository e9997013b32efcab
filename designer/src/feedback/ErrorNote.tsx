import { Alert, Button, Flex } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { describeError } from "./describe-error.ts";
import { messages } from "./messages.ts";
import { TraceId } from "./TraceId.tsx";
import { useErrorText } from "./use-error-text.ts";

interface ErrorNoteProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** An error inside a page: what happened, what to do, the trace id, and a retry where one may help. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps): ReactNode {
  const t = useText(messages);
  const description = describeError(error);
  const { kind, detail, traceId, errors } = description;
  const { title, sentence } = useErrorText()(description);
  const others = errors.filter((one) => one.detail !== detail);
  return (
    <Alert
      type={kind === "conflict" || kind === "unavailable" || kind === "offline" ? "warning" : "error"}
      showIcon
      role="alert"
      title={<span style={{ overflowWrap: "anywhere" }}>{title}</span>}
      description={
        (sentence !== undefined || others.length > 0 || traceId !== undefined) && (
        <Flex vertical gap={4}>
          {sentence !== undefined && <span style={{ overflowWrap: "anywhere" }}>{sentence}</span>}
          {others.length > 0 && (
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {others.slice(0, 5).map((one) => (
                <li key={one.path + one.detail}>
                  <code>{one.path}</code> {one.detail}
                </li>
              ))}
              {others.length > 5 && <li>{t("more", { count: others.length - 5 })}</li>}
            </ul>
          )}
          {traceId && <TraceId id={traceId} />}
        </Flex>
        )
      }
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t("retry")}
          </Button>
        )
      }
    />
  );
}

import { Button, Flex, Result } from "antd";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { describeError } from "./describe-error.ts";
import { LinkButton } from "../layout/LinkButton.tsx";
import { Picture } from "../pictures/index.ts";
import { messages } from "./messages.ts";
import { TraceId } from "./TraceId.tsx";

export interface ErrorPageProps {
  kind: "forbidden" | "not-found" | "defect";
  detail?: string | undefined;
  traceId?: string | undefined;
  onRetry?: (() => void) | undefined;
}

const pictures = { forbidden: "locked", "not-found": "lost", defect: "broken" } as const;

/** A whole page that says why there is nothing else here. */
export function ErrorPage({ kind, detail, traceId, onRetry }: ErrorPageProps): ReactNode {
  const t = useText(messages);
  const texts = {
    forbidden: [t("forbiddenTitle"), t("forbiddenDetail")],
    "not-found": [t("notFoundTitle"), t("notFoundDetail")],
    defect: [t("defectTitle"), t("defectDetail")],
  }[kind];
  return (
    <Result
      icon={<Picture name={pictures[kind]} />}
      title={<h1 style={{ fontSize: 24, margin: 0 }}>{texts[0]}</h1>}
      subTitle={
        <Flex vertical gap={8} align="center">
          <span>{detail ?? texts[1]}</span>
          {traceId && <TraceId id={traceId} />}
        </Flex>
      }
      extra={
        <Flex gap={8} justify="center">
          {onRetry && <Button onClick={onRetry}>{t("retry")}</Button>}
          <LinkButton to="/" type="primary">
              {t("backToLauncher")}
            </LinkButton>
        </Flex>
      }
    />
  );
}

/** The page for an error that left nothing to show. */
export function ErrorPageOf({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }): ReactNode {
  const { kind, detail, traceId } = describeError(error);
  // What is forbidden or gone does not come by asking again.
  if (kind === "forbidden" || kind === "not-found") return <ErrorPage kind={kind} detail={detail} traceId={traceId} />;
  return <ErrorPage kind="defect" detail={detail} traceId={traceId} onRetry={onRetry} />;
}

import { Tooltip } from "antd";
import { type ReactNode, useSyncExternalStore } from "react";
import { useLocale } from "../i18n/index.ts";
import { relativeClock } from "./clock.ts";
import { formatExact, formatRelative } from "./format-time.ts";

/** A time as distance from now, kept current; the exact one on hover and focus. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }): ReactNode {
  const locale = useLocale();
  const now = useSyncExternalStore(relativeClock.subscribe, relativeClock.now);
  const time = Date.parse(at);
  // What was saved after the last tick is not in the future.
  const reference = time > now && time - now < 60_000 ? time : now;
  return (
    <Tooltip title={formatExact(time, locale)}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
        {formatRelative(time, reference, locale)}
      </time>
    </Tooltip>
  );
}

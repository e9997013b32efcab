import { useEffect, useState } from "react";

/** The current time in milliseconds, renewed every `everyMs` while `active`. */
export function useNow(active: boolean, everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) return;
    const renew = () => setNow(Date.now());
    const first = setTimeout(renew);
    const timer = setInterval(renew, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [active, everyMs]);
  return now;
}

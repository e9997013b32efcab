import { type ComponentType, type ReactNode, lazy, useState } from "react";

interface PageOnDemand<Props extends object> {
  Page: ComponentType<Props>;
  /** Gets the code before somebody asks for the page; may be called again and again. */
  readAhead: () => void;
}

/**
 * A page whose code comes by itself. When it was read ahead the page is there at once: what `lazy` alone gives is first replaced by its
 * fallback, and React keeps that in sight for 0.3 s.
 */
export function pageOnDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): PageOnDemand<Props> {
  let loaded: ComponentType<Props> | undefined;
  const read = async (): Promise<ComponentType<Props>> => (loaded = await load());
  const Awaited = lazy(async () => ({ default: await read() }));
  function Page(props: Props): ReactNode {
    // Chosen once, so that nothing is mounted anew.
    const [Chosen] = useState<ComponentType<Props>>(() => loaded ?? Awaited);
    return <Chosen {...props} />;
  }
  // Somebody who is offline is told when the page is asked for.
  return { Page, readAhead: () => void read().catch(() => undefined) };
}

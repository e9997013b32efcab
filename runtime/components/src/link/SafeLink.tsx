import { Typography } from "antd";
import type { MouseEvent, ReactElement, ReactNode } from "react";
import { safeLink } from "./safe-url.ts";

interface SafeLinkProps {
  url: string;
  children: ReactNode;
  /** What a press does in place of opening the address. */
  onFollow?: ((url: string) => void) | undefined;
}

/**
 * A link to another site that opens apart from the page and tells that site nothing of it; an unsafe address shows as text.
 * A press goes on up to the document: a sandboxed frame may open no window, so the player hands the address to the shell.
 */
export function SafeLink({ url, children, onFollow }: SafeLinkProps): ReactElement {
  const href = safeLink(url);
  if (href === null) return <span>{children}</span>;
  const follow = (event: MouseEvent) => {
    if (onFollow === undefined || event.button > 1) return;
    event.preventDefault();
    onFollow(href);
  };
  return (
    <Typography.Link href={href} target="_blank" rel="noopener noreferrer" onClick={follow} onAuxClick={follow}>
      {children}
    </Typography.Link>
  );
}

import { Typography } from "antd";
import type { MouseEvent, ReactElement, ReactNode } from "react";
import { safeLink } from "./safe-url.ts";

interface SafeLinkProps {
  url: string;
  children: ReactNode;
  /** Takes the press over from the browser. */
  onFollow?: ((url: string) => void) | undefined;
}

/** A link to another site that opens apart from the page and tells that site nothing of it; an unsafe address shows as text. */
export function SafeLink({ url, children, onFollow }: SafeLinkProps): ReactElement {
  const href = safeLink(url);
  if (href === null) return <span>{children}</span>;
  const follow = (event: MouseEvent) => {
    event.stopPropagation();
    if (onFollow === undefined) return;
    event.preventDefault();
    onFollow(href);
  };
  return (
    <Typography.Link href={href} target="_blank" rel="noopener noreferrer" onClick={follow}>
      {children}
    </Typography.Link>
  );
}

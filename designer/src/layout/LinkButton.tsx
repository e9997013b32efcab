import { Button, type ButtonProps } from "antd";
import type { MouseEvent, ReactNode } from "react";
import { useHref, useLinkClickHandler } from "react-router";

/** A button that is a link: it goes to an address of the app, and opens in a new tab like any link. */
export function LinkButton({ to, ...props }: Omit<ButtonProps, "href" | "onClick"> & { to: string }): ReactNode {
  const follow = useLinkClickHandler<HTMLAnchorElement>(to);
  return <Button {...props} href={useHref(to)} onClick={(event) => follow(event as unknown as MouseEvent<HTMLAnchorElement>)} />;
}

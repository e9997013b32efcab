import type { ReactElement, ReactNode } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { messagesIn } from "../messages/messages.ts";
import { SurfaceContext } from "../panel/surface-context.ts";
import { oneOf, toFlag, toText } from "../values/read.ts";

interface Overlay {
  /** What antd's dialogs and drawers take alike. */
  shared: {
    open: boolean;
    title: string;
    mask: { closable: boolean };
    closable: { "aria-label": string };
    destroyOnHidden: true;
    footer: ReactNode;
    children: ReactElement;
  };
  size: "small" | "medium" | "large";
  /** The person closed it. */
  leave: () => void;
}

/** State and content of an overlay. The content is made anew each time it opens, so that the inputs in it start from their default values. */
export function useOverlay({ node, props, locale, slot, emit, expose, open, close }: RenderProps): Overlay {
  useExpose(expose, { open });
  return {
    shared: {
      open,
      title: toText(props["title"], locale) || node.name,
      mask: { closable: toFlag(props["maskClosable"]) },
      closable: { "aria-label": messagesIn(locale)("overlay.close") },
      destroyOnHidden: true,
      footer: toFlag(props["footer"]) ? slot("footer") : null,
      children: <SurfaceContext value={true}>{slot("default")}</SurfaceContext>,
    },
    size: oneOf(props["size"], ["small", "medium", "large"], "medium"),
    leave: () => {
      close();
      emit("close");
    },
  };
}

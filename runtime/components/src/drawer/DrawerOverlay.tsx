import { Drawer } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { messagesIn } from "../messages/messages.ts";
import { SurfaceContext } from "../panel/surface-context.ts";
import { oneOf, toFlag, toText } from "../values/read.ts";

const sizes = { small: 378, medium: 600, large: 880 };

/** Its content is made anew each time it opens, so that the inputs in it start from their default values. */
export function DrawerOverlay({ node, props, locale, slot, emit, expose, open, close }: RenderProps): ReactElement {
  useExpose(expose, { open });
  const title = toText(props["title"], locale);
  return (
    <Drawer
      open={open}
      title={title || node.name}
      size={sizes[oneOf(props["size"], ["small", "medium", "large"], "medium")]}
      placement={oneOf(props["placement"], ["right", "left", "top", "bottom"], "right")}
      mask={{ closable: toFlag(props["maskClosable"]) }}
      closable={{ "aria-label": messagesIn(locale)("overlay.close") }}
      destroyOnHidden
      footer={toFlag(props["footer"]) ? slot("footer") : null}
      styles={{ wrapper: { maxWidth: "100vw", maxHeight: "100vh" } }}
      onClose={() => {
        close();
        emit("close");
      }}
    >
      <SurfaceContext value={true}>{slot("default")}</SurfaceContext>
    </Drawer>
  );
}

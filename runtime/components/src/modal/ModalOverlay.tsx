import { Modal } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { messagesIn } from "../messages/messages.ts";
import { SurfaceContext } from "../panel/surface-context.ts";
import { oneOf, toFlag, toText } from "../values/read.ts";

const widths = { small: 416, medium: 640, large: 960 };

/** Its content is made anew each time it opens, so that the inputs in it start from their default values. */
export function ModalOverlay({ node, props, locale, slot, emit, expose, open, close }: RenderProps): ReactElement {
  useExpose(expose, { open });
  const title = toText(props["title"], locale);
  return (
    <Modal
      open={open}
      title={title || node.name}
      width={widths[oneOf(props["size"], ["small", "medium", "large"], "medium")]}
      mask={{ closable: toFlag(props["maskClosable"]) }}
      closable={{ "aria-label": messagesIn(locale)("overlay.close") }}
      destroyOnHidden
      footer={toFlag(props["footer"]) ? slot("footer") : null}
      onCancel={() => {
        close();
        emit("close");
      }}
    >
      <SurfaceContext value={true}>{slot("default")}</SurfaceContext>
    </Modal>
  );
}

import { Modal } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { useOverlay } from "../overlay/use-overlay.tsx";

const widths = { small: 416, medium: 640, large: 960 };

export function ModalOverlay(render: RenderProps): ReactElement {
  const { shared, size, leave } = useOverlay(render);
  return <Modal {...shared} width={widths[size]} onCancel={leave} />;
}

import { Drawer } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { useOverlay } from "../overlay/use-overlay.tsx";
import { oneOf } from "../values/read.ts";

const sizes = { small: 378, medium: 600, large: 880 };

export function DrawerOverlay(render: RenderProps): ReactElement {
  const { shared, size, leave } = useOverlay(render);
  return (
    <Drawer
      {...shared}
      size={sizes[size]}
      placement={oneOf(render.props["placement"], ["right", "left", "top", "bottom"], "right")}
      styles={{ wrapper: { maxWidth: "100vw", maxHeight: "100vh" } }}
      onClose={leave}
    />
  );
}

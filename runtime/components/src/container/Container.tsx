import { Button, theme } from "antd";
import { type ReactElement, useId, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { Icon } from "../icons/Icon.tsx";
import { Heading } from "../panel/Heading.tsx";
import { naturalHeight } from "../panel/natural-height.ts";
import { SurfaceContext } from "../panel/surface-context.ts";
import { oneOf, toFlag, toText } from "../values/read.ts";

export function Container({ node, props, locale, mode, slot, expose, resetCount }: RenderProps): ReactElement {
  const { token } = theme.useToken();
  const id = useId();
  const title = toText(props["title"], locale);
  const collapsible = toFlag(props["collapsible"]);
  const origin = `${toFlag(props["collapsed"])}/${resetCount}`;
  const [fold, setFold] = useState({ origin, folded: toFlag(props["collapsed"]) });
  const folded = collapsible && (fold.origin === origin ? fold.folded : toFlag(props["collapsed"]));
  useExpose(expose, { collapsed: folded });
  const card = oneOf(props["look"], ["card", "plain"], "card") === "card";
  const padding = { default: token.padding, small: token.paddingXS, none: 0 }[oneOf(props["padding"], ["default", "small", "none"], "default")];
  return (
    <section
      {...(title === "" ? { "aria-label": node.name } : { "aria-labelledby": `${id}-title` })}
      style={{
        minHeight: "100%", boxSizing: "border-box", color: token.colorText,
        ...(card ? { background: token.colorBgContainer, border: `${token.lineWidth}px ${token.lineType} ${token.colorBorderSecondary}`, borderRadius: token.borderRadiusLG } : {}),
      }}
    >
      <div {...naturalHeight} style={{ display: "flex", flexDirection: "column", gap: token.marginXS, padding }}>
        <Heading
          id={`${id}-title`}
          title={title}
          extra={
            collapsible && (
              <Button
                type="text"
                size="small"
                icon={<Icon name={folded ? "Down" : "Up"} />}
                aria-expanded={!folded}
                aria-controls={`${id}-body`}
                aria-label={title || node.name}
                onClick={() => setFold({ origin, folded: !folded })}
              />
            )
          }
        />
        <div id={`${id}-body`} hidden={folded && mode === "view"} style={{ minWidth: 0 }}>
          {card ? <SurfaceContext value={true}>{slot("default")}</SurfaceContext> : slot("default")}
        </div>
      </div>
    </section>
  );
}

import { Divider, Typography } from "antd";
import type { ReactNode } from "react";

/** Begins a part of a dialog that holds rows. */
export function RowsHeading({ title, help }: { title: string; help: string }): ReactNode {
  return (
    <>
      <Divider titlePlacement="start" orientationMargin={0} style={{ marginBottom: 4 }}>
        {title}
      </Divider>
      <Typography.Paragraph type="secondary" style={{ marginBottom: 12 }}>
        {help}
      </Typography.Paragraph>
    </>
  );
}

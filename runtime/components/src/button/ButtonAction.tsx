import { Button, Popconfirm } from "antd";
import type { ReactElement } from "react";
import type { RenderProps } from "../definition.ts";
import { Icon, isIconName } from "../icons/Icon.tsx";
import { messagesIn } from "../messages/messages.ts";
import { oneOf, toFlag, toText } from "../values/read.ts";

export function ButtonAction({ node, props, status, locale, emit }: RenderProps): ReactElement {
  const t = messagesIn(locale);
  const icon = isIconName(props["icon"]) ? props["icon"] : null;
  const given = toText(props["label"], locale);
  const label = given === "" && icon === null ? node.name : given;
  const question = toText(props["confirm"], locale);
  const danger = toFlag(props["danger"]);
  const press = () => emit("click");
  const button = (
    <Button
      type={oneOf(props["type"], ["default", "primary", "dashed", "text", "link"], "default")}
      danger={danger}
      block={toFlag(props["block"])}
      disabled={toFlag(props["disabled"])}
      loading={status.loading || toFlag(props["loading"])}
      style={{ maxWidth: "100%" }}
      {...(icon === null ? {} : { icon: <Icon name={icon} /> })}
      {...(label === "" ? { "aria-label": node.name } : {})}
      {...(question === "" ? { onClick: press } : {})}
    >
      {label !== "" && <span style={{ overflow: "hidden", textOverflow: "ellipsis" }}>{label}</span>}
    </Button>
  );
  if (question === "") return button;
  return (
    <Popconfirm title={question} okText={t("confirm.ok")} cancelText={t("confirm.cancel")} okButtonProps={{ danger }} onConfirm={press} disabled={toFlag(props["disabled"])}>
      {button}
    </Popconfirm>
  );
}

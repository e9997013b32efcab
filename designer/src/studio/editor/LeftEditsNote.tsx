import { keysOf } from "@tessera/page";
import { Alert, Button, Flex } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../i18n/index.ts";
import { RelativeTime } from "../../time/index.ts";
import { useEditor, useEditorStore } from "../editor-store/index.ts";
import { messages } from "./messages.ts";

/** Edits that a closed tab could not send: take them up or give them up. */
export function LeftEditsNote(): ReactNode {
  const t = useText(messages);
  const store = useEditorStore();
  const [first] = useEditor((editor) => editor.left);
  if (!first) return null;
  return (
    <Alert
      type="info"
      banner
      showIcon
      title={
        <Flex gap={8} align="center" wrap>
          <span>
            {t("left", { count: keysOf(first.diff).length })} (<RelativeTime at={new Date(first.at).toISOString()} />)
          </span>
          <Button size="small" type="primary" onClick={() => void store.getState().takeLeft(first)}>
            {t("takeLeft")}
          </Button>
          <Button size="small" onClick={() => store.getState().dropLeft(first)}>
            {t("dropLeft")}
          </Button>
        </Flex>
      }
    />
  );
}

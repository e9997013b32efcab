import { Button, theme } from "antd";
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RenderProps } from "../definition.ts";
import { type FieldEntry, FormContext } from "../field/form-context.ts";
import { useExpose } from "../hooks/use-expose.ts";
import { messagesIn } from "../messages/messages.ts";
import { Notice } from "../notice/Notice.tsx";
import { Panel } from "../panel/Panel.tsx";
import { toFlag, toText } from "../values/read.ts";
import { type Entries, sharedField, valuesOf, wrongEntries } from "./entries.ts";

/**
 * A form without the `form` element: a sandboxed frame without `allow-forms` never gets its submit event. Enter in a
 * one-line input and Mod+Enter anywhere submit, as people expect of a form.
 */
export function FormContainer({ node, props, status, mode, locale, slot, emit, expose, resetCount }: RenderProps): ReactElement {
  const t = messagesIn(locale);
  const { token } = theme.useToken();
  const [entries, setEntries] = useState<Entries>(new Map());
  const [attempted, setAttempted] = useState({ resetCount, attempts: 0 });
  const attempts = attempted.resetCount === resetCount ? attempted.attempts : 0;
  const busy = status.loading || toFlag(props["busy"]);
  const title = toText(props["title"], locale);

  const report = useCallback((entry: FieldEntry) => setEntries((last) => new Map(last).set(entry.node, entry)), []);
  const withdraw = useCallback((left: string) => setEntries((last) => withoutNode(last, left)), []);
  const scope = useMemo(() => ({ report, withdraw, attempts, resetCount, busy }), [report, withdraw, attempts, resetCount, busy]);

  const values = useMemo(() => valuesOf(entries), [entries]);
  const wrong = wrongEntries(entries);
  useExpose(expose, { values, valid: wrong.length === 0 });

  const lastReset = useRef(resetCount);
  useEffect(() => {
    if (lastReset.current === resetCount) return;
    lastReset.current = resetCount;
    emit("reset");
  });

  const submit = () => {
    if (busy) return;
    setAttempted({ resetCount, attempts: attempts + 1 });
    if (wrong[0] === undefined) emit("submit", { values });
    else wrong[0].focus();
  };
  const shared = mode === "edit" ? sharedField(entries) : null;

  return (
    <Panel role="form" title={title} name={node.name} busy={busy} gap={token.margin} onKeyDown={(event) => submitsBy(event) && submit()}>
      {shared !== null && <Notice level="warning" title={t("form.sameField", { field: shared })} />}
      {attempts > 0 && wrong.length > 0 && <Notice level="error" title={t("form.fix", { fields: wrong.map(({ label }) => label).join(", ") })} />}
      {status.error !== null && <Notice level="error" title={t("state.failed")} detail={status.error} />}
      <FormContext value={scope}>{slot("default")}</FormContext>
      {toFlag(props["showSubmit"]) && (
        <div>
          <Button type="primary" loading={busy} onClick={submit}>
            {toText(props["submitLabel"], locale) || t("form.submit")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function withoutNode(entries: Entries, node: string): Entries {
  const rest = new Map(entries);
  rest.delete(node);
  return rest;
}

function submitsBy(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey) return true;
  const { target } = event;
  return target instanceof HTMLInputElement && ["text", "password", "number"].includes(target.type) && target.getAttribute("role") !== "combobox" && target.closest(".ant-picker") === null;
}

import { DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useLayoutEffect, useRef } from "react";

interface RemoveButtonProps {
  /** What it removes, in words: "Remove the variable REGION". */
  label: string;
  onClick: () => void;
  size?: "small" | "middle";
  disabled?: boolean;
}

/** Removes the row that it stands in. A person at the keyboard goes on at the control that follows, instead of at the start of the page. */
export function RemoveButton({ label, onClick, size = "small", disabled = false }: RemoveButtonProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const removed = button.current;
    return () => {
      if (removed === null || document.activeElement !== removed) return;
      const near = neighboursOf(removed);
      // Once the row is gone from the page.
      queueMicrotask(() => {
        if (document.activeElement === document.body) near.find((control) => control.isConnected && control.checkVisibility())?.focus();
      });
    };
  }, []);
  return <Button ref={button} type="text" size={size} icon={<DeleteOutlined />} disabled={disabled} aria-label={label} title={label} onClick={onClick} />;
}

const controls = ":is(a[href], button, input, select, textarea, [tabindex]):not(:disabled, [tabindex='-1'])";

/** The controls around one, in the order in which they may take its focus: those that follow, then those before, nearest first. */
function neighboursOf(control: HTMLElement): HTMLElement[] {
  const around = [...(control.closest("[role=dialog]") ?? document.body).querySelectorAll<HTMLElement>(controls)];
  const at = around.indexOf(control);
  return [...around.slice(at + 1), ...around.slice(0, Math.max(0, at)).toReversed()];
}

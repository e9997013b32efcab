import type { HTMLAttributes, KeyboardEvent } from "react";

/** Attributes of a row that can be pressed: one row is in the tab order, arrow keys move between rows, Enter and Space press. */
export function rowAttributes({ press, tabbable, current }: { press: () => void; tabbable: boolean; current: boolean }): HTMLAttributes<HTMLElement> {
  return {
    tabIndex: tabbable ? 0 : -1,
    ...(current ? { "aria-current": true as const } : {}),
    // A link in a cell is pressed instead of the row it stands in.
    onClick: (event) => (event.target as Element).closest("a[href]") === null && press(),
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === "Enter" || event.key === " ") press();
      else if (!moveFocus(event)) return;
      event.preventDefault();
    },
  };
}

function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  const row = event.currentTarget;
  let next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  while (next !== null && !next.hasAttribute("tabindex")) next = event.key === "ArrowDown" ? next.nextElementSibling : next.previousElementSibling;
  if (next instanceof HTMLElement) next.focus();
  return true;
}

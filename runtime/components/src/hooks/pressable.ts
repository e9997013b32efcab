import type { KeyboardEvent, MouseEvent } from "react";

/** Props that let an element that is no button be pressed with the pointer, Enter or Space; keys of controls inside it are left alone. */
export function pressable(press: () => void): { tabIndex: 0; onClick: (event: MouseEvent) => void; onKeyDown: (event: KeyboardEvent) => void } {
  return {
    tabIndex: 0,
    onClick: press,
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      press();
    },
  };
}

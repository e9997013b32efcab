/** What keys do in the editor. */
export type EditorAction =
  | "undo" | "redo" | "copy" | "cut" | "paste" | "duplicate" | "delete" | "selectAll" | "deselect" | "parent" | "rename" | "preview" | "publish" | "shortcuts" | "palette"
  | "moveLeft" | "moveRight" | "moveUp" | "moveDown" | "narrower" | "wider" | "lower" | "higher";

export interface Shortcut {
  action: EditorAction;
  /** `Mod` is Command on Apple keyboards and Control elsewhere. */
  keys: string;
}

/** Every key of the editor, in the order of the list that `?` shows. */
export const shortcuts: readonly Shortcut[] = [
  { action: "undo", keys: "Mod+Z" },
  { action: "redo", keys: "Mod+Shift+Z" },
  { action: "redo", keys: "Mod+Y" },
  { action: "copy", keys: "Mod+C" },
  { action: "cut", keys: "Mod+X" },
  { action: "paste", keys: "Mod+V" },
  { action: "duplicate", keys: "Mod+D" },
  { action: "delete", keys: "Delete" },
  { action: "delete", keys: "Backspace" },
  { action: "selectAll", keys: "Mod+A" },
  { action: "deselect", keys: "Escape" },
  { action: "parent", keys: "Shift+Enter" },
  { action: "rename", keys: "F2" },
  { action: "moveLeft", keys: "ArrowLeft" },
  { action: "moveRight", keys: "ArrowRight" },
  { action: "moveUp", keys: "ArrowUp" },
  { action: "moveDown", keys: "ArrowDown" },
  { action: "narrower", keys: "Shift+ArrowLeft" },
  { action: "wider", keys: "Shift+ArrowRight" },
  { action: "lower", keys: "Shift+ArrowUp" },
  { action: "higher", keys: "Shift+ArrowDown" },
  { action: "preview", keys: "Mod+P" },
  { action: "publish", keys: "Mod+Shift+P" },
  { action: "shortcuts", keys: "?" },
  { action: "palette", keys: "Mod+K" },
];

/** Moves or resizes the selection: what arrows do, unless they belong to a control that has the focus. */
export function isArrow(action: EditorAction): boolean {
  return shortcuts.some((shortcut) => shortcut.action === action && shortcut.keys.includes("Arrow"));
}

/** A pressed key as the browser or the frame reports it. */
export interface PressedKey {
  key: string;
  ctrl: boolean;
  meta: boolean;
  shift: boolean;
  alt: boolean;
}

/** The action of a pressed key; null when it has none. */
export function actionOfKey(pressed: PressedKey): EditorAction | null {
  if (pressed.alt) return null;
  const mod = pressed.ctrl || pressed.meta;
  const key = pressed.key.length === 1 ? pressed.key.toUpperCase() : pressed.key;
  // What needs Shift to be typed at all (`?`) names it by itself.
  const shift = pressed.shift && (pressed.key.length > 1 || /[A-Z]/i.test(pressed.key));
  const name = `${mod ? "Mod+" : ""}${shift ? "Shift+" : ""}${key}`;
  return shortcuts.find((shortcut) => shortcut.keys === name)?.action ?? null;
}

/** Whether a key belongs to the field that has the focus instead of the editor. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [role=textbox], .monaco-editor, .ant-modal, .ant-drawer, [role=listbox]") !== null;
}

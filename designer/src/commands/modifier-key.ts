const isApple = /mac|iphone|ipad/i.test(navigator.platform);

/** `Mod+K` as the person's keyboard names it. */
export function shortcutText(shortcut: string): string {
  return isApple ? shortcut.replace("Mod+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥") : shortcut.replace("Mod", "Ctrl");
}

import { useSyncExternalStore } from "react";
import { create } from "zustand";
import type { ThemeName } from "@tessera/components/theme";

export type ThemeChoice = ThemeName | "system";

const remembered = "tessera.theme";

interface Appearance {
  choice: ThemeChoice;
  choose: (choice: ThemeChoice) => void;
}

/** What the person chose; remembered in this browser. */
export const useAppearance = create<Appearance>((set) => {
  const stored = localStorage.getItem(remembered);
  return {
    choice: stored === "light" || stored === "dark" ? stored : "system",
    choose: (choice) => {
      localStorage.setItem(remembered, choice);
      set({ choice });
    },
  };
});

/** Whether a media query holds, followed as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The theme in effect: the person's choice, else the system's. */
export function useThemeName(): ThemeName {
  const choice = useAppearance((state) => state.choice);
  const systemIsDark = useMedia("(prefers-color-scheme: dark)");
  return choice === "system" ? (systemIsDark ? "dark" : "light") : choice;
}

export const narrowScreen = "(max-width: 767px)";
export const reducedMotion = "(prefers-reduced-motion: reduce)";

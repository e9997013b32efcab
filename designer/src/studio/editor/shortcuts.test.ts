import { expect, it } from "vitest";
import { actionOfKey, isArrow } from "./shortcuts.ts";

const press = (key: string, held: Partial<Record<"ctrl" | "meta" | "shift" | "alt", boolean>> = {}) => actionOfKey({ key, ctrl: false, meta: false, shift: false, alt: false, ...held });

it("knows the keys of both keyboards", () => {
  expect(press("z", { ctrl: true })).toBe("undo");
  expect(press("z", { meta: true })).toBe("undo");
  expect(press("Z", { ctrl: true, shift: true })).toBe("redo");
  expect(press("y", { ctrl: true })).toBe("redo");
  expect(press("Delete")).toBe("delete");
});

it("takes ? wherever it stands on the keyboard", () => {
  expect(press("?", { shift: true })).toBe("shortcuts");
  expect(press("?")).toBe("shortcuts");
});

it("leaves other keys alone", () => {
  expect(press("z")).toBeNull();
  expect(press("z", { ctrl: true, alt: true })).toBeNull();
  expect(press("ArrowLeft", { ctrl: true, shift: true })).toBeNull();
});

it("moves by arrows and resizes by Shift and arrows", () => {
  expect(press("ArrowLeft")).toBe("moveLeft");
  expect(press("ArrowRight", { shift: true })).toBe("wider");
  expect(isArrow("wider")).toBe(true);
  expect(isArrow("delete")).toBe(false);
});

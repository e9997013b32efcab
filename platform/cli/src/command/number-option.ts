import type { Translate } from "../text/text.ts";
import { UsageError } from "../output/failure.ts";

/** A number of the command line within bounds; `option` is named in the refusal. */
export function numberOption(text: Translate, option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < least || number > most) throw new UsageError(text("badNumber", { option, least, most, value }));
  return number;
}

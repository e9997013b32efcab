import { type Locale, isTesseraError } from "@tessera/contracts";
import { dependenciesOfFunction } from "@tessera/page";

/** Why the body of a function cannot be read; null: it can. */
export function functionProblem(source: string, locale: Locale): string | null {
  try {
    dependenciesOfFunction(source);
    return null;
  } catch (error) {
    if (isTesseraError(error)) return error.text[locale];
    throw error;
  }
}

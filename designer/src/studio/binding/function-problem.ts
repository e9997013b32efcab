import { dependenciesOfFunction } from "@tessera/page";

/** Why the body of a function cannot be read; null: it can. */
export function functionProblem(source: string): string | null {
  try {
    dependenciesOfFunction(source);
    return null;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

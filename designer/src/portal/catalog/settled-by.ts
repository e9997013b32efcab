import type { AuthRecipe } from "@tessera/contracts";

/** What a recipe settles of a credential. */
export function settledBy({ kind, in: place, name }: AuthRecipe): Omit<AuthRecipe, "help"> {
  return { kind, ...(place === undefined ? {} : { in: place }), ...(name === undefined ? {} : { name }) };
}

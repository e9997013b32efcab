import { DefectError, parseTemplateText } from "@tessera/contracts";
import type { StageVariables } from "@tessera/contracts";
import { gatewayErrors } from "../../errors.ts";
import type { TextSources } from "./sources.ts";

/** A text whose variables are filled in; a function where it takes something from the call, undefined when the call lacks it. */
export type CompiledText = string | ((sources: TextSources) => string | undefined);

/** Compiles a text that was checked (`checkTransforms`, `checkStage`). */
export function compileText(text: string, variables: StageVariables): CompiledText {
  const parsed = parseTemplateText(text);
  if ("wrong" in parsed) throw new DefectError({ code: gatewayErrors.defect, message: `the text holds ${parsed.wrong}, which was not checked` });
  const pieces = parsed.parts.map((part) => (typeof part !== "string" && part.source === "vars" ? (variables[part.name] ?? "") : part));
  if (pieces.every((piece) => typeof piece === "string")) return pieces.join("");
  return (sources) => {
    let whole = "";
    for (const piece of pieces) {
      const value = typeof piece === "string" ? piece : sources.valueOf(piece);
      if (value === undefined) return undefined;
      whole += value;
    }
    return whole;
  };
}

/** The text for one call. */
export function textFor(text: CompiledText, sources: TextSources): string | undefined {
  return typeof text === "string" ? text : text(sources);
}

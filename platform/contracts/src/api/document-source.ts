import { z } from "zod";
import { rules } from "../text/rules.ts";

/** An API document: its text, or the address to fetch it from (through the egress policy). Exactly one. */
export const documentSourceSchema = z
  .object({ text: z.string().max(50_000_000).optional(), url: z.url({ protocol: /^https?$/, error: rules.documentUrl.en }).max(2048).optional() })
  .refine((source) => (source.text === undefined) !== (source.url === undefined), rules.documentSource.en);

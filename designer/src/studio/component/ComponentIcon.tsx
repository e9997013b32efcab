import { Icon } from "@tessera/components";
import type { ReactNode } from "react";
import { manifestOf } from "./manifest-of.ts";

/** The icon of a component type. */
export function ComponentIcon({ type }: { type: string }): ReactNode {
  return <Icon name={manifestOf(type)?.icon ?? "QuestionCircle"} />;
}

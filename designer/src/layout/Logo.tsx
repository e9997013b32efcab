import type { ReactNode } from "react";

/** The mark: four tiles, one of them set. `size` in CSS px. */
export function Logo({ size = 32 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Tessera">
      <rect x="2" y="2" width="13" height="13" rx="3" fill="var(--ant-color-primary)" />
      <rect x="17" y="2" width="13" height="13" rx="3" fill="var(--ant-color-primary)" fillOpacity=".45" />
      <rect x="2" y="17" width="13" height="13" rx="3" fill="var(--ant-color-primary)" fillOpacity=".45" />
      <rect x="17" y="17" width="13" height="13" rx="3" fill="var(--ant-orange-5)" />
    </svg>
  );
}

import type { ReactNode } from "react";

const line = "var(--ant-color-border)";
const soft = "var(--ant-color-fill-secondary)";
const accent = "var(--ant-color-primary)";
const warm = "var(--ant-orange-5)";

const pictures = {
  apps: (
    <>
      <rect x="28" y="14" width="34" height="34" rx="8" fill={soft} />
      <rect x="70" y="14" width="34" height="34" rx="8" fill={accent} fillOpacity=".25" />
      <rect x="28" y="56" width="34" height="34" rx="8" fill={accent} fillOpacity=".8" />
      <rect x="70" y="56" width="34" height="34" rx="8" fill="none" stroke={line} strokeWidth="2" strokeDasharray="5 4" />
      <path d="M87 66v14M80 73h14" stroke={warm} strokeWidth="2.5" strokeLinecap="round" />
    </>
  ),
  connectors: (
    <>
      <rect x="8" y="34" width="38" height="36" rx="8" fill={soft} />
      <rect x="86" y="34" width="38" height="36" rx="8" fill={accent} fillOpacity=".8" />
      <path d="M46 52h12M74 52h12" stroke={line} strokeWidth="3" strokeLinecap="round" />
      <circle cx="66" cy="52" r="7" fill={warm} />
      <path d="M18 46h18M18 54h12" stroke={line} strokeWidth="3" strokeLinecap="round" />
    </>
  ),
  records: (
    <>
      <rect x="18" y="14" width="96" height="76" rx="8" fill="none" stroke={line} strokeWidth="2" />
      <path d="M18 34h96" stroke={line} strokeWidth="2" />
      <rect x="28" y="44" width="40" height="7" rx="3.5" fill={soft} />
      <rect x="28" y="58" width="56" height="7" rx="3.5" fill={soft} />
      <rect x="28" y="72" width="30" height="7" rx="3.5" fill={accent} fillOpacity=".6" />
      <circle cx="101" cy="24" r="4" fill={warm} />
    </>
  ),
  keys: (
    <>
      <circle cx="46" cy="52" r="20" fill="none" stroke={accent} strokeOpacity=".7" strokeWidth="7" />
      <path d="M66 52h46v14M94 52v10" stroke={line} strokeWidth="7" strokeLinecap="round" strokeLinejoin="round" fill="none" />
      <circle cx="46" cy="52" r="5" fill={warm} />
    </>
  ),
  people: (
    <>
      <circle cx="50" cy="38" r="14" fill={accent} fillOpacity=".7" />
      <path d="M24 86c2-18 14-26 26-26s24 8 26 26z" fill={accent} fillOpacity=".7" />
      <circle cx="90" cy="44" r="11" fill={soft} />
      <path d="M82 86c0-10-2-16-4-19 10-6 30-2 32 19z" fill={soft} />
    </>
  ),
  locked: (
    <>
      <path d="M48 46V34a18 18 0 0 1 36 0v12" fill="none" stroke={line} strokeWidth="7" strokeLinecap="round" />
      <rect x="36" y="44" width="60" height="46" rx="10" fill={accent} fillOpacity=".8" />
      <circle cx="66" cy="64" r="6" fill={warm} />
      <path d="M66 68v9" stroke={warm} strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  lost: (
    <>
      <rect x="24" y="10" width="38" height="38" rx="9" fill={soft} />
      <rect x="70" y="10" width="38" height="38" rx="9" fill={accent} fillOpacity=".3" />
      <rect x="24" y="56" width="38" height="38" rx="9" fill={accent} fillOpacity=".8" />
      <rect x="72" y="58" width="34" height="34" rx="8" fill="none" stroke={warm} strokeWidth="2.5" strokeDasharray="6 5" />
    </>
  ),
  broken: (
    <>
      <path d="M66 12 24 36v34l42 24V66l-10-8 14-12-12-8 8-6z" fill={accent} fillOpacity=".8" />
      <path d="M70 12l42 24v34L70 94V68l-8-10 14-12-12-8 6-6z" fill={soft} />
      <circle cx="102" cy="22" r="7" fill={warm} />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type PictureName = keyof typeof pictures;

/** A small drawing for a place where there is nothing (yet), in the theme's colours. */
export function Picture({ name }: { name: PictureName }): ReactNode {
  return (
    <svg width="132" height="104" viewBox="0 0 132 104" aria-hidden>
      {pictures[name]}
    </svg>
  );
}

import type { ReactNode } from "react";
import styles from "./Page.module.css";
import { PageHeader, type PageHeaderProps } from "./PageHeader.tsx";

export interface PageProps extends PageHeaderProps {
  /** Widest content in CSS px; absent: as wide as the screen. */
  width?: number;
  children: ReactNode;
}

/** A page of a place: header and content with the margins that all pages have. */
export function Page({ width, children, ...header }: PageProps): ReactNode {
  return (
    <div className={styles.page} style={width === undefined ? undefined : { maxWidth: width }}>
      <PageHeader {...header} />
      {children}
    </div>
  );
}

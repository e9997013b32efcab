import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { LoadingPage } from "./LoadingPage.tsx";
import styles from "./PlaceNavigation.module.css";

export interface PlaceLink {
  to: string;
  title: string;
  icon: ReactNode;
}

/** A place with pages of its own: their list at the left, the chosen one beside it. */
export function PlaceNavigation({ label, links }: { label: string; links: readonly PlaceLink[] }): ReactNode {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the list is a row that scrolls.
  useEffect(() => {
    void nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <div className={styles.place}>
      <nav ref={nav} className={styles.links} aria-label={label}>
        {links.map((link) => (
          <NavLink key={link.to} to={link.to} className={({ isActive }) => `${styles.link} ${isActive ? styles.active : ""}`}>
            <span className={styles.icon} aria-hidden>
              {link.icon}
            </span>
            <span>{link.title}</span>
          </NavLink>
        ))}
      </nav>
      <div className={styles.content}>
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}

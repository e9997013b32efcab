import type { ReactNode } from "react";
import { Link, NavLink } from "react-router";
import { useText } from "../i18n/index.ts";
import { Logo } from "./Logo.tsx";
import { messages } from "./messages.ts";
import styles from "./Rail.module.css";
import { usePlaces } from "./use-places.tsx";

/** The places, at the left; at the bottom on a narrow screen. */
export function Rail(): ReactNode {
  const t = useText(messages);
  const places = usePlaces();
  return (
    <nav className={styles.rail} aria-label={t("places")}>
      <Link to="/" className={styles.logo} tabIndex={-1} aria-hidden>
        <Logo size={28} />
      </Link>
      {places.map((place) => (
        <NavLink key={place.key} to={place.to} end={place.to === "/"} className={({ isActive }) => `${styles.place} ${isActive ? styles.active : ""}`}>
          <span className={styles.icon} aria-hidden>
            {place.icon}
          </span>
          <span>{place.title}</span>
        </NavLink>
      ))}
    </nav>
  );
}

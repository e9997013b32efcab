import type { ConnectorView } from "@tessera/contracts";
import { type ReactNode, memo, useDeferredValue } from "react";
import { useText } from "../../../../i18n/index.ts";
import { Section } from "../../../../layout/index.ts";
import { AsyncFields } from "../async/AsyncFields.tsx";
import { BasicsSection } from "./BasicsSection.tsx";
import { BodySection } from "./BodySection.tsx";
import { CalledSection } from "./CalledSection.tsx";
import styles from "./Editor.module.css";
import { messages } from "./messages.ts";
import { ParametersSection } from "./ParametersSection.tsx";
import { ResponsesSection } from "./ResponsesSection.tsx";
import { SecuritySection } from "./SecuritySection.tsx";
import type { SectionKey } from "./sections.ts";

interface EditorSectionsProps {
  stages: ConnectorView["stages"];
  labels: readonly string[];
  /** All of them are there from the first moment, for a place further down to be shown. */
  atOnce: boolean;
  /** Follows the sections. */
  children: ReactNode;
}

/** All sections of the editor, one below the other; those out of sight are drawn once the first one is on the page. */
export const EditorSections = memo(function EditorSections({ stages, labels, atOnce, children }: EditorSectionsProps): ReactNode {
  const t = useText(messages);
  const whole = useDeferredValue(true, atOnce);
  const section = (key: Exclude<SectionKey, "lifecycle">, content: ReactNode) => (
    <div id={`section-${key}`} className={styles.section} data-pointer={`#${key}`}>
      <Section title={t(`${key}Section`)} detail={t(`${key}Detail`)}>
        {content}
      </Section>
    </div>
  );
  return (
    <>
      {section("basics", <BasicsSection labels={labels} />)}
      {whole && (
        <>
          {section("called", <CalledSection stages={stages} />)}
          {section("security", <SecuritySection />)}
          {section("parameters", <ParametersSection />)}
          {section("body", <BodySection />)}
          {section("responses", <ResponsesSection />)}
          {section("async", <AsyncFields />)}
          {children}
        </>
      )}
    </>
  );
});

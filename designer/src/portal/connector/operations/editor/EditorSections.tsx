import type { ConnectorView } from "@tessera/contracts";
import type { ReactNode } from "react";
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

/** All sections of the editor, one below the other. */
export function EditorSections({ connector, labels }: { connector: ConnectorView; labels: readonly string[] }): ReactNode {
  const t = useText(messages);
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
      {section("called", <CalledSection stages={connector.stages} />)}
      {section("security", <SecuritySection />)}
      {section("parameters", <ParametersSection />)}
      {section("body", <BodySection />)}
      {section("responses", <ResponsesSection />)}
      {section("async", <AsyncFields />)}
    </>
  );
}

import { Alert, Button, Collapse, Descriptions, Flex, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { MethodTag } from "../connector/operations/MethodTag.tsx";
import type { CheckedDocument } from "./document-source.ts";
import styles from "./CheckStep.module.css";
import { messages } from "./messages.ts";
import { ProblemList } from "./ProblemList.tsx";
import { ChangeList } from "./reimport/ChangeList.tsx";

const mostShown = 300;

interface CheckStepProps {
  document: CheckedDocument;
  /** There are no operations yet that the import could change. */
  fresh: boolean;
  submitText: string;
  busy: boolean;
  onBack: () => void;
  onNext: () => void;
  children?: ReactNode;
}

/** What the pre-check found: what will be imported, what not and why, and what that changes. */
export function CheckStep({ document, fresh, submitText, busy, onBack, onNext, children }: CheckStepProps): ReactNode {
  const t = useText(messages);
  const localize = useLocalize();
  const { report } = document;
  const count = (severity: string) => report.problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings, infos] = [count("error"), count("warning"), count("info")];
  const nothing = report.operations.length === 0;
  return (
    <>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: "title", label: t("documentTitle"), children: report.title },
          { key: "format", label: t("format"), children: report.format },
          { key: "version", label: t("version"), children: report.documentVersion },
          { key: "source", label: t("source"), children: <span style={{ overflowWrap: "anywhere" }}>{document.label}</span> },
        ]}
      />
      <Flex gap={8} wrap style={{ margin: "16px 0" }} role="status">
        <Tag color={nothing ? "error" : "success"}>{t("willImport", { count: report.operations.length })}</Tag>
        {report.skipped.length > 0 && <Tag color="warning">{t("willSkip", { count: report.skipped.length })}</Tag>}
        {errors > 0 && <Tag color="error">{t("errors", { count: errors })}</Tag>}
        {warnings > 0 && <Tag color="warning">{t("warnings", { count: warnings })}</Tag>}
        {infos > 0 && <Tag>{t("infos", { count: infos })}</Tag>}
      </Flex>
      {nothing && <Alert type="error" showIcon title={t("nothingToImport")} style={{ marginBottom: 16 }} />}
      {report.changes && !fresh && <ChangeList changes={report.changes} />}
      <Collapse
        size="small"
        defaultActiveKey={!fresh ? [] : report.problems.length > 0 && (errors > 0 || nothing) ? ["problems"] : report.skipped.length > 0 ? ["skipped"] : ["operations"]}
        items={[
          { key: "problems", label: `${t("problems")} (${report.problems.length})`, children: report.problems.length === 0 ? t("noProblems") : <ProblemList problems={report.problems} /> },
          ...(report.skipped.length > 0
            ? [
                {
                  key: "skipped",
                  label: `${t("skipped")} (${report.skipped.length})`,
                  children: (
                    <ul className={styles.list} tabIndex={0}>
                      {report.skipped.map((one) => (
                        <li key={one.pointer} className={styles.row}>
                          <MethodTag method={one.method.toUpperCase()} />
                          <div>
                            <code>{one.path}</code>
                            {one.reasons.map((reason) => (
                              <div key={reason.en} className={styles.reason}>
                                {localize(reason)}
                              </div>
                            ))}
                          </div>
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          {
            key: "operations",
            label: `${t("operations")} (${report.operations.length})`,
            children: (
              <ul className={styles.list} tabIndex={0}>
                {report.operations.slice(0, mostShown).map((one) => (
                  <li key={one.id} className={styles.row}>
                    <MethodTag method={one.method.toUpperCase()} />
                    <code>{one.path}</code>
                    <Typography.Text type="secondary" ellipsis>
                      {one.summary}
                    </Typography.Text>
                  </li>
                ))}
                {report.operations.length > mostShown && <li className={styles.reason}>{t("moreShown", { count: mostShown })}</li>}
              </ul>
            ),
          },
        ]}
      />
      {children}
      <Flex justify="space-between" style={{ marginTop: 20 }}>
        <Button onClick={onBack} disabled={busy}>
          {t("otherDocument")}
        </Button>
        <Button type="primary" ghost onClick={onNext} disabled={nothing} loading={busy}>
          {submitText}
        </Button>
      </Flex>
    </>
  );
}

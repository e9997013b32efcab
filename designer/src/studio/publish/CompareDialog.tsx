import { SwapOutlined } from "@ant-design/icons";
import { type AppRecords, type AppView, routes } from "@tessera/contracts";
import { diffRecords, explodeBundle } from "@tessera/page";
import { Button, Empty, Flex, Modal, Select, Skeleton } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useApi, useApiList } from "../../api/index.ts";
import { ErrorNote } from "../../feedback/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { useEditor } from "../editor-store/index.ts";
import { ChangeList } from "./ChangeList.tsx";
import { changeSummary } from "./change-summary.ts";
import { messages } from "./messages.ts";

const draft = "draft";

/** Two states of the app side by side: what was added, changed and removed from one to the other. `from`: version to start with; null: closed. */
export function CompareDialog({ app, from, onClose }: { app: AppView; from: string | null; onClose: () => void }): ReactNode {
  const t = useText(messages);
  return (
    <Modal open={from !== null} title={t("compare")} width={820} footer={null} destroyOnHidden onCancel={onClose}>
      {from !== null && <Comparison app={app} from={from} />}
    </Modal>
  );
}

function Comparison({ app, from: start }: { app: AppView; from: string }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const [[from, to], setSides] = useState<[string, string]>([start, draft]);
  const versions = useApiList(routes.apps.versions, { params: { app: app.name } });
  const before = useRecords(app.name, from);
  const after = useRecords(app.name, to);
  const changes = useMemo(() => (before.records && after.records ? changeSummary(diffRecords(before.records, after.records), before.records, after.records, locale) : null), [before.records, after.records, locale]);
  const options = [{ value: draft, label: t("draft") }, ...(versions.items ?? []).map(({ version, live }) => ({ value: version, label: live ? `${version} · ${t("live")}` : version }))];
  const error = before.error ?? after.error;
  return (
    <Flex vertical gap={16}>
      <Flex gap={8} align="center">
        <Select aria-label={t("from")} style={{ width: 200 }} value={from} options={options} onChange={(next) => setSides([next, to])} />
        <Button type="text" icon={<SwapOutlined />} aria-label={t("swap")} onClick={() => setSides([to, from])} />
        <Select aria-label={t("to")} style={{ width: 200 }} value={to} options={options} onChange={(next) => setSides([from, next])} />
      </Flex>
      {error !== null && <ErrorNote error={error} />}
      {error === null && changes === null && <Skeleton active />}
      {changes?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("noDifference")} />}
      {changes !== null && changes.length > 0 && before.records && after.records && <ChangeList changes={changes} before={before.records} after={after.records} />}
    </Flex>
  );
}

/** The records of a version, or of the draft as it is in the editor. */
function useRecords(app: string, version: string): { records: AppRecords | null; error: unknown } {
  const own = useEditor((editor) => editor.records);
  const isDraft = version === draft;
  const frozen = useApi(routes.apps.version, { params: { app, version: isDraft ? "0.0.0" : version } }, { enabled: !isDraft });
  const exploded = useMemo(() => (frozen.data ? explodeBundle(frozen.data as never) : null), [frozen.data]);
  return isDraft ? { records: own, error: null } : { records: exploded, error: frozen.error };
}

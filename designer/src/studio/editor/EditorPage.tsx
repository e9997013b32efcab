import type { AppRecords } from "@tessera/contracts";
import { localize, routes } from "@tessera/contracts";
import { type ReactNode, useEffect, useState } from "react";
import { useParams } from "react-router";
import { callApi } from "../../api/index.ts";
import { ErrorPageOf } from "../../feedback/index.ts";
import { useLocale, useText } from "../../i18n/index.ts";
import { LoadingPage, useTrail } from "../../layout/index.ts";
import { useSession } from "../../session/index.ts";
import { CanvasContext, createCanvasHandle } from "../canvas/canvas-handle.ts";
import { DragLayer } from "../canvas/use-drag.tsx";
import { EditorContext, type EditorStore, openEditor, shelfOf, useAppHead } from "../editor-store/index.ts";
import { EditorDialogs } from "./EditorDialogs.tsx";
import { EditorPanels } from "./EditorPanels.tsx";
import { EditorTopBar } from "./EditorTopBar.tsx";
import { LeftEditsNote } from "./LeftEditsNote.tsx";
import { messages } from "./messages.ts";
import styles from "./Editor.module.css";
import { useEditorKeys } from "./use-editor-keys.ts";

/** The editor of one app. */
export default function EditorPage(): ReactNode {
  const { app = "" } = useParams();
  return <OpenEditor key={app} app={app} />;
}

function OpenEditor({ app }: { app: string }): ReactNode {
  const [store, setStore] = useState<EditorStore | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [canvas] = useState(createCanvasHandle);
  const { space, user } = useSession();
  const { username } = user;
  useEffect(() => {
    const ended = new AbortController();
    let opened: EditorStore | null = null;
    Promise.all([callApi(routes.apps.draft, { params: { app }, signal: ended.signal }), shelfOf({ space: space ?? "", user: username, app })]).then(
      ([draft, shelf]) => {
        if (ended.signal.aborted) return;
        opened = openEditor(app, draft as { revision: number; records: AppRecords }, shelf);
        setStore(opened);
      },
      (fault: unknown) => !ended.signal.aborted && setError(fault),
    );
    return () => {
      ended.abort();
      opened?.stop();
    };
  }, [app, space, username, attempt]);
  if (error) {
    return (
      <ErrorPageOf
        error={error}
        onRetry={() => {
          setError(null);
          setAttempt(attempt + 1);
        }}
      />
    );
  }
  if (!store) return <LoadingPage />;
  return (
    <EditorContext value={store}>
      <CanvasContext value={canvas}>
        <DragLayer>
          <Workbench app={app} />
        </DragLayer>
      </CanvasContext>
    </EditorContext>
  );
}

function Workbench({ app }: { app: string }): ReactNode {
  const t = useText(messages);
  const locale = useLocale();
  const head = useAppHead();
  useTrail([{ title: t("apps"), to: "/studio" }, { title: localize(head.title, locale) || app }]);
  const onKey = useEditorKeys();
  return (
    <div className={styles.editor}>
      <EditorTopBar />
      <LeftEditsNote />
      <EditorPanels onKey={onKey} />
      <EditorDialogs />
    </div>
  );
}

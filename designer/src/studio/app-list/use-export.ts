import { routes } from "@tessera/contracts";
import { callApi } from "../../api/index.ts";
import { useNotice } from "../../feedback/index.ts";
import { saveFile } from "../../list/index.ts";

/** Saves an app as one file that holds its files by path, as the import takes it. */
export function useExport(): (app: string, version?: string) => void {
  const notice = useNotice();
  return (app, version) => {
    callApi(routes.apps.exportFiles, { params: { app }, query: version === undefined ? {} : { version } }).then(
      ({ files }) => saveFile(`${app}${version === undefined ? "" : `-${version}`}.tessera.json`, "application/json", `${JSON.stringify({ format: "tessera/app-files@1", files }, null, 2)}\n`),
      notice.failed,
    );
  };
}

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";
import { playerFrameHeaders } from "./src/host/headers.ts";

/** Writes what the server must send with the frame next to it, so that policy and frame are always of one build. */
function writeHeaders(): Plugin {
  return {
    name: "player-headers",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "headers.json", source: `${JSON.stringify(playerFrameHeaders, null, 2)}\n` });
    },
  };
}

/** The frame is served under `/player/` with the headers in `dist/headers.json`; nothing in it loads from elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [react(), writeHeaders()],
  resolve: { conditions: ["tessera-source", "module", "browser", "development|production"] },
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
    // The preload helper would fetch with the frame's opaque origin before the policy lets it; modules load by themselves.
    modulePreload: false,
  },
});

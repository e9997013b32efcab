import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["TESSERA_ORIGIN"] ?? "http://127.0.0.1:3000";

/** The designer is served at `/` by the server; nothing in it loads from another host. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ["tessera-source", "module", "browser", "development|production"] },
  // The Host header stays that of the browser: the server checks it against the Origin, and the player's frame is told it.
  server: { host: "127.0.0.1", port: 5173, proxy: Object.fromEntries(["/api", "/player"].map((path) => [path, { target: server, changeOrigin: false }])) },
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Only what the first screen needs anyway: the rest is split where it is imported lazily (Monaco, charts, places).
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|@tanstack[\\/](react-)?query[^\\/]*|zustand)[\\/]/, priority: 20 },
            { name: "contracts", test: /(platform[\\/]contracts[\\/]|node_modules[\\/]zod[\\/])/, priority: 15 },
          ],
        },
      },
    },
  },
});

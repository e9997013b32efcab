import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The gallery is built from the sources of the workspace packages. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  resolve: { conditions: ["tessera-source", "module", "browser", "development|production"] },
  build: { target: "es2023", minify: false, reportCompressedSize: false, chunkSizeWarningLimit: 20_000 },
});

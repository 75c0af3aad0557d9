/**
 * How the client is built and served to developers.
 *
 * The build lands in the Python package, so it travels inside the wheel. What the server's policy
 * forbids is not made in the first place: no inline script, no inline style, nothing as a data URL.
 */

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { ourLanguages } from './tools/languages-plugin.ts';
import { packed } from './tools/pack-plugin.ts';
import { catalogues } from './tools/po-plugin.ts';
import { policyKept } from './tools/policy-plugin.ts';

const server = process.env['YTEFAS_SERVER'] ?? 'http://127.0.0.1:8017';
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** To the server it must look as if the page came from there: it answers its own origin only. */
const proxied = (ws = false) => ({
  target: server,
  changeOrigin: true,
  ws,
  headers: { origin: new URL(server).origin },
});

export default defineConfig({
  root: here('.'),
  plugins: [react(), catalogues(), ourLanguages(), policyKept(), packed()],
  build: {
    outDir: here('../ytefas/client'),
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY, // `npm run size` is the judge
    rolldownOptions: {
      output: {
        codeSplitting: {
          // changes rarely, so it stays in the cache when we change
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }],
        },
      },
    },
  },
  // all of them at once: found one by one, each would make the page load again
  optimizeDeps: {
    include: [
      'react',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      'react-aria-components',
      '@internationalized/date',
      '@preact/signals-core',
      'lucide-react',
      'tinykeys',
      'wampy',
    ],
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/ws': proxied(true),
      '/auth': proxied(),
      '/files': proxied(),
      '/attachments': proxied(),
      '/imports': proxied(),
      '/health': proxied(),
    },
  },
});

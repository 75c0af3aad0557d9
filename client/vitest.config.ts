import { defineConfig } from 'vitest/config';
import { catalogues } from './tools/po-plugin.ts';

// Core and its tests need no document; what paints asks for one with `// @vitest-environment happy-dom`.
export default defineConfig({
  plugins: [catalogues()],
  test: {
    include: ['{src,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
    testTimeout: 60_000, // a machine may be busy; what never comes is told as late as that
    hookTimeout: 60_000,
  },
});

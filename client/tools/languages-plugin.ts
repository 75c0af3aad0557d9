/** React Aria brings its sentences in 34 languages; a page gets those that Ytefas speaks. */

import type { Plugin } from 'vite';

const OTHERS =
  /\/react-(aria|aria-components|stately)\/.*\/intl\/.*\/(?!it-IT|en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;

export const ourLanguages = (): Plugin => ({
  name: 'ytefas-languages',
  apply: 'build',
  load: {
    filter: { id: OTHERS },
    handler: () => ({ code: 'export default {};', map: null }),
  },
});

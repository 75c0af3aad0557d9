/**
 * Takes out of the libraries what the page's policy would refuse anyway, so that nothing is refused.
 *
 * On an iPhone React Aria adds a style element with each dialog; the rule stands in base.css instead.
 * When the library words it otherwise the build fails, before a user's console tells.
 */

import type { Plugin } from 'vite';

const STYLED = /\/react-aria\/dist\/private\/overlays\/usePreventScroll\.m?js$/;
const ADDED = 'document.head.prepend(style);';

export const policyKept = (): Plugin => ({
  name: 'ytefas-policy',
  apply: 'build',
  transform: {
    filter: { id: STYLED },
    handler(code) {
      const parts = code.split(ADDED);
      if (parts.length !== 2) this.error('React Aria adds its style in another way now');
      return { code: parts.join(''), map: null };
    },
  },
});

/** Lets the client import a catalogue as it is written: nothing compiled lies about to go stale. */

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { pseudoOf, readPo, tableOf } from './po.ts';

const CATALOGUE = /\.po(\?pseudo)?$/;

export const catalogues = (): Plugin => ({
  name: 'ytefas-catalogues',
  load: {
    filter: { id: CATALOGUE },
    async handler(id) {
      const [path = '', query] = id.split('?');
      this.addWatchFile(path);
      const entries = readPo(await readFile(path, 'utf8'));
      const table = query === 'pseudo' ? pseudoOf(entries) : tableOf(entries);
      // read as data: several times faster to start than the same as a program
      const text = JSON.stringify(JSON.stringify(table));
      return { code: `export const catalogue = JSON.parse(${text});`, map: null };
    },
  },
});

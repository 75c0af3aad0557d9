/** `make texts`: bring the catalogues to what the sources say, and tell what is left to translate. */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { faultsOf, merged } from './catalogue.ts';
import { readAll } from './messages.ts';
import { readPo, writePo } from './po.ts';

const source = fileURLToPath(new URL('../src', import.meta.url));
const catalogue = fileURLToPath(new URL('../src/texts/it.po', import.meta.url));

const { messages, faults } = readAll(source);
const entries = merged(readPo(readFileSync(catalogue, 'utf8')), messages);
writeFileSync(catalogue, writePo(entries));
const left = [
  ...faults.map(({ file, line, what }) => `${file}:${line}: ${what}`),
  ...faultsOf(entries, messages),
];
process.stdout.write(`${messages.length} messages\n${left.map((one) => `  ${one}\n`).join('')}`);

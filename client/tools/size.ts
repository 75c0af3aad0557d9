/** `npm run size`: what a first visit has to fetch of script, held to its limit. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';

const LIMIT = 330_000; // bytes, packed
const built = fileURLToPath(new URL('../../ytefas/client', import.meta.url));
const page = readFileSync(join(built, 'index.html'), 'utf8');

/** The script of the page and all it cannot start without. */
const first = new Set<string>();
const follow = (path: string): void => {
  if (first.has(path)) return;
  first.add(path);
  const { module } = parseSync(path, readFileSync(join(built, path), 'utf8'));
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  for (const name of named) follow(join(dirname(path), name));
};
for (const [, path = ''] of page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)) follow(path);

const sizes = [...first].map((path): [string, number, number] => {
  const bytes = readFileSync(join(built, path));
  return [path, bytes.length, gzipSync(bytes, { level: 9 }).length];
});
const total = sizes.reduce((sum, [, , size]) => sum + size, 0);
const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`.padStart(10);
const out = [
  ...sizes
    .sort(([, , one], [, , other]) => other - one)
    .map(([path, plain, size]) => `${kilo(plain)}${kilo(size)}  ${path}`),
  `${' '.repeat(10)}${kilo(total)}  first load, of ${kilo(LIMIT).trim()}`,
];
process.stdout.write(`${out.join('\n')}\n`);
if (sizes.length === 0 || total > LIMIT) {
  process.stderr.write('The first load is larger than its limit: load something later.\n');
  process.exitCode = 1;
}

/**
 * What a build still needs when its files are made: the service worker that keeps them, and a packed
 * neighbour of each for browsers that take one. The server sends those as they lie there.
 */

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Plugin } from 'vite';

const WORKER = fileURLToPath(new URL('../src/worker/entry.ts', import.meta.url));
const PACKABLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

const filesOf = async (folder: string): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
};

const writeWorker = async (folder: string): Promise<void> => {
  const files = await filesOf(folder);
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(folder.length)).update(await readFile(file));
  const paths = files.map((file) => file.slice(folder.length).replaceAll('\\', '/'));
  const known = {
    version: hash.digest('base64url').slice(0, 12),
    files: paths.filter((path) => path !== '/index.html'),
  };
  await build({
    configFile: false,
    logLevel: 'error',
    define: { YTEFAS_BUILD: JSON.stringify(known) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: WORKER,
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
};

const pack = async (file: string): Promise<void> => {
  const plain = await readFile(file);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  if (br.length < plain.length) await writeFile(`${file}.br`, br);
  if (gz.length < plain.length) await writeFile(`${file}.gz`, gz);
};

export const packed = (): Plugin => {
  let folder = '';
  return {
    name: 'ytefas-packed',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle(error) {
      if (error !== undefined) return;
      await writeWorker(folder);
      const files = (await filesOf(folder)).filter((file) => PACKABLE.has(extname(file)));
      await Promise.all(files.map(pack));
    },
  };
};

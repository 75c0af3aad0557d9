/** The grid lab in a real browser: built as for production, served from memory, one page per test. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { catalogues } from '../tools/po-plugin.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const KINDS = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Build a page for developers into a folder of its own and serve it; `close` takes both away. */
export async function openLab({ flags = [], html = 'grid-lab.html' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'grid-lab-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [catalogues()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(ROOT, html) },
    },
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://lab').pathname);
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, { 'content-type': KINDS[extname(path)] ?? 'text/plain' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: [...FLAGS, ...flags],
  });
  return {
    browser,
    async page(query = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'it-IT',
        timezoneId: 'Europe/Rome',
        permissions: ['clipboard-read', 'clipboard-write'],
        ...options,
      });
      const page = await context.newPage();
      page.faults = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
          page.faults.push(message.text());
        }
      });
      page.on('pageerror', (error) => page.faults.push(String(error)));
      await page.goto(`http://127.0.0.1:${port}/${html}?${query}`);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The rows are there. */
export async function shown(page) {
  await page.waitForSelector('.yg-body .yg-row:not(.blank):not([hidden])');
  await page.evaluate(() => document.fonts.ready);
}

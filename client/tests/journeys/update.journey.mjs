/** The page comes from the machine the second time, stands without a server, and sees a newer build. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DISCONNECTED, installed, journey, until } from './harness.mjs';

const SCRIPT = /<script type="module"[^>]* src="(\/assets\/[^"]+)"/;

describe('a build on the machine', () => {
  const on = journey();
  const desktop = (page) => page.getByRole('tab', { name: 'Scrivania' }).waitFor();

  it(
    'answers the second load, but for the page itself',
    on(async ({ page }) => {
      const desk = await page('admin');
      await desktop(desk);
      await installed(desk);
      const asked = new Set();
      const fetched = new Set();
      desk.on('response', (answer) => {
        const path = new URL(answer.url()).pathname;
        asked.add(path);
        if (!answer.fromServiceWorker()) fetched.add(path);
      });
      await desk.reload();
      await desktop(desk);
      assert.ok([...asked].some((path) => path.startsWith('/assets/')));
      assert.deepEqual(
        [...fetched].filter((path) => !/^\/(auth\/|$)/.test(path)),
        [],
      );
    }),
  );

  it(
    'holds nothing but itself',
    on(async ({ page }) => {
      const desk = await page('admin');
      await desktop(desk);
      await installed(desk);
      await desk.reload();
      await desktop(desk);
      const paths = await desk.evaluate(async () => {
        const names = await caches.keys();
        const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return all.flat().map((request) => new URL(request.url).pathname);
      });
      assert.ok(paths.length > 3);
      assert.deepEqual(
        paths.filter((path) => !/^\/($|assets\/|icon\.svg$|favicon\.ico$|early\.js$)/.test(path)),
        [],
      );
    }),
  );

  it(
    'shows the page while the server is away, and goes on when it is back',
    on(async ({ page, server }) => {
      const desk = await page('admin');
      desk.expects(DISCONNECTED);
      await desktop(desk);
      await installed(desk);
      await server.kill();
      await desk.reload();
      await desk.getByRole('heading', { level: 1 }).waitFor();
      await server.restart();
      await desk.reload();
      await desktop(desk);
    }),
  );

  it(
    'tells of a newer one, and takes it when it is told to',
    on(async ({ page }) => {
      const desk = await page('admin');
      await desktop(desk);
      const index = await readFile(
        new URL('../../../ytefas/client/index.html', import.meta.url),
        'utf8',
      );
      const script = SCRIPT.exec(index)?.[1] ?? '';
      const newer = index.replace(script, `${script}?newer`);
      await desk.context().route('**/', async (route) => {
        await route.fulfill({ contentType: 'text/html', body: newer });
      });
      await until(async () => {
        await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        return (await desk.getByText('È pronta una nuova versione.').count()) > 0;
      });
      await desk.context().unroute('**/');
      const loaded = desk.waitForEvent('load');
      await desk.getByRole('button', { name: 'Aggiorna' }).click();
      await loaded;
      await desktop(desk);
    }),
  );
});

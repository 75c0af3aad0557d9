/** A line that takes 300 ms each way, or lets nothing pass: typing and moving do not wait for it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, until } from './harness.mjs';
import { field, foot, grid, list, ready, record, save, saved } from './records.mjs';

const THERE_AND_BACK = 600;
const CODE = /^[A-Z]{3}-\d{3}/;

describe('a slow line', () => {
  const on = journey({ rows: 3000 });

  const slow = async (page) => await ready(await page('admin', { latency: THERE_AND_BACK }));
  /** Where the focus is in the table: the number of its row. */
  const place = (page) =>
    page.evaluate(() =>
      Number(document.activeElement?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')),
    );

  it(
    'begins without asking one thing after the other',
    on(async ({ page }) => {
      const desk = await page('admin', { path: '/icon.svg' });
      const asked = [];
      desk.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith('/auth/')) asked.push(`${request.method()} ${pathname}`);
      });
      await desk.goto('/');
      await ready(desk);
      assert.deepEqual(asked, ['POST /auth/state']);
    }),
  );

  it(
    'moves through rows at once, and the detail follows to where one ends',
    on(async ({ page }) => {
      const desk = await slow(page);
      await list(desk, 'Clienti');
      await grid(desk).getByRole('gridcell', { name: CODE }).first().waitFor();
      await grid(desk).getByRole('row').nth(4).getByRole('gridcell').nth(2).click();
      const before = await place(desk);
      assert.ok(before > 0);
      desk.line.hold();
      await desk.keyboard.press('ArrowDown');
      await until(async () => (await place(desk)) === before + 1);
      desk.line.flow();
      for (let at = 1; at < 50; at += 1) await desk.keyboard.press('ArrowDown');
      await until(async () => (await place(desk)) === before + 50, {
        what: 'the arrows were not followed',
      });
      const name = await desk.evaluate(() => {
        const [, second] = document.activeElement?.closest('[role=row]')?.children ?? [];
        return second?.textContent ?? '';
      });
      assert.match(name, CODE);
      // the detail below is of the same one
      await desk.getByText(name, { exact: true }).nth(1).waitFor();
      assert.equal(await place(desk), before + 50);
    }),
  );

  it(
    'shows rows wherever one jumps to',
    on(async ({ page }) => {
      const desk = await slow(page);
      await list(desk, 'Clienti');
      await grid(desk).getByRole('gridcell', { name: CODE }).first().waitFor();
      await grid(desk).getByRole('row').nth(4).getByRole('gridcell').nth(2).click();
      await desk.keyboard.press('Control+End');
      await until(
        async () => {
          const last = await desk.evaluate(() =>
            document.activeElement?.closest('[aria-rowindex]')?.textContent?.trim(),
          );
          return (last ?? '').length > 5;
        },
        { what: 'no rows at the end' },
      );
    }),
  );

  it(
    'types at once, says that it saves, and saves once',
    on(async ({ page }) => {
      const desk = await slow(page);
      await list(desk, 'Sedi');
      await record(desk, 'Albergo di via delle Corse');
      await field(desk, 'Nome').click();
      await desk.keyboard.press('End');
      desk.line.hold();
      await desk.keyboard.type(' sul fiume');
      await until(async () => / sul fiume$/.test(await field(desk, 'Nome').inputValue()));
      await save(desk).click();
      await foot(desk).getByText('Salvataggio…').waitFor();
      await desk.keyboard.press('Control+s'); // again, while it is under way
      await desk.keyboard.press('Control+s');
      desk.line.flow();
      await saved(desk);
    }),
  );
});

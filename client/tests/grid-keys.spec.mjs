/** The grid by keyboard, key by key, and editing in place. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { begin, focus, MILLION, names, on, press, query, text } from './steps.mjs';

describe('keys', () => {
  const last = 20;
  const cases = [
    ['ArrowRight', [0, 1], [0, 2]],
    ['ArrowLeft', [0, 2], [0, 1]],
    ['ArrowDown', [0, 1], [1, 1]],
    ['ArrowUp', [2, 1], [1, 1]],
    ['ArrowUp', [0, 2], [-1, 2]],
    ['Home', [3, 4], [3, 0]],
    ['End', [3, 4], [3, last]],
    ['Control+Home', [5, 4], [0, 0]],
    ['Control+End', [5, 4], [MILLION - 1, last]],
    ['Control+ArrowRight', [2, 2], [2, last]],
    ['Control+ArrowLeft', [2, 2], [2, 0]],
    ['Control+ArrowDown', [2, 2], [MILLION - 1, 2]],
    ['Control+ArrowUp', [7, 2], [0, 2]],
    ['Tab', [1, 1], [1, 2]],
    ['Shift+Tab', [1, 2], [1, 1]],
    ['Enter', [1, 1], [1, 1]],
    ['Escape', [1, 2], [1, 2]],
  ];
  for (const [key, from, to] of cases) {
    it(
      `${key} goes from ${from} to ${to}`,
      on('', async (page) => {
        await begin(page, ...from);
        await press(page, key);
        assert.deepEqual(await focus(page), to);
      }),
    );
  }

  it(
    'PageDown and PageUp turn a page and come back',
    on('', async (page) => {
      await begin(page, 1, 1);
      await press(page, 'PageDown');
      const [row, column] = await focus(page);
      assert.ok(row > 20 && row < 40 && column === 1, `row ${row}`);
      await press(page, 'PageUp');
      assert.deepEqual(await focus(page), [1, 1]);
    }),
  );

  it(
    'Space chooses the row and says so',
    on('', async (page) => {
      await begin(page, 2, 3);
      await press(page, 'Space');
      assert.equal(
        await page.getAttribute('.yg-body [aria-rowindex="5"]', 'aria-selected'),
        'true',
      );
      await press(page, 'Space');
      assert.equal(
        await page.getAttribute('.yg-body [aria-rowindex="5"]', 'aria-selected'),
        'false',
      );
    }),
  );

  for (const [key, cells] of [
    ['Shift+ArrowRight', 2],
    ['Shift+ArrowDown', 2],
    ['Shift+End', 19],
  ]) {
    it(
      `${key} extends the range`,
      on('', async (page) => {
        await begin(page, 4, 2);
        await press(page, key);
        assert.equal(
          await page.$$eval('.yg-cell.in[aria-selected="true"]', (all) => all.length),
          cells,
        );
        await press(page, 'Escape');
        assert.equal(await page.$$eval('.yg-cell.in', (all) => all.length), 0);
      }),
    );
  }

  it(
    'Ctrl+A chooses all that match, not only what is loaded',
    on('', async (page) => {
      await begin(page);
      await press(page, 'Control+a');
      const chosen = await page.evaluate(() => globalThis.lab.grid.selection.value);
      assert.equal(chosen.all, true);
      assert.equal(await page.getAttribute('.yg-head-row .yg-check', 'aria-checked'), 'true');
      await press(page, 'Space');
      assert.equal(await page.getAttribute('.yg-head-row .yg-check', 'aria-checked'), 'mixed');
    }),
  );

  it(
    'Enter opens the record',
    on('', async (page) => {
      await begin(page, 3, 1);
      await press(page, 'Enter');
      assert.deepEqual(await page.evaluate(() => globalThis.lab.opened), [3]);
    }),
  );

  it(
    'the current row is told, also when it has yet to come',
    on('', async (page) => {
      await begin(page, 3, 1);
      await press(page, 'Control+End');
      await page.waitForFunction((last) => globalThis.lab.currents.at(-1) === last, MILLION - 1);
      assert.deepEqual(await page.evaluate(() => globalThis.lab.currents), [3, MILLION - 1]);
    }),
  );

  it(
    'Tab leaves the grid after the last column, and at once after Escape',
    on('', async (page) => {
      await begin(page, 3, 19);
      await press(page, 'Tab', 'Tab');
      assert.equal(await focus(page), null);
      await begin(page, 3, 2);
      await press(page, 'Escape', 'Tab');
      assert.equal(await focus(page), null);
    }),
  );

  it(
    'the focus survives its row scrolling far out of sight',
    on('', async (page) => {
      await begin(page, 3, 1);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 4_000_000;
      });
      await page.waitForFunction(() => !document.querySelector('.yg-body [aria-rowindex="8"]'));
      assert.deepEqual(await focus(page), [3, 1]);
      await press(page, 'ArrowDown');
      assert.deepEqual(await focus(page), [4, 1]);
      assert.ok(await page.isVisible('.yg-body [aria-rowindex="7"]'));
    }),
  );

  it(
    'the header sorts, widens, moves and opens its menu by key',
    on('rows=5000', async (page) => {
      await begin(page, 0, 2);
      await press(page, 'ArrowUp', 'ArrowUp');
      assert.deepEqual(await focus(page), [-2, 2]);
      await press(page, 'Enter');
      assert.deepEqual((await query(page)).sort, [['code', 'asc']]);
      assert.equal(
        await page.getAttribute('.yg-head-row [aria-colindex="3"]', 'aria-sort'),
        'ascending',
      );
      const width = () =>
        page.evaluate(
          () => globalThis.lab.grid.state.columns.find(({ name }) => name === 'code').width,
        );
      const wide = await width();
      await press(page, 'Shift+ArrowRight');
      assert.equal(await width(), wide + 16);
      await press(page, 'Control+Shift+ArrowRight');
      assert.deepEqual((await names(page)).slice(0, 3), ['Ragione sociale', 'ATECO', 'Codice']);
      assert.deepEqual(await focus(page), [-2, 3]);
      await press(page, 'Alt+ArrowDown');
      assert.equal(await page.evaluate(() => document.activeElement.role), 'menuitem');
      await press(page, 'Escape');
      assert.deepEqual(await focus(page), [-2, 3]);
    }),
  );
});

describe('editing', () => {
  for (const key of ['F2', 'Enter']) {
    it(
      `${key} begins with the value, Escape restores it`,
      on('edit=1', async (page) => {
        await begin(page, 2, 5);
        const was = await text(page, 2, 5);
        await press(page, key);
        assert.equal(await page.inputValue('.yg-edit'), was);
        await page.keyboard.type('Altrove');
        await press(page, 'Escape');
        assert.equal(await text(page, 2, 5), was);
        assert.deepEqual(await focus(page), [2, 5]);
      }),
    );
  }

  it(
    'typing replaces; Enter saves and goes down to the column the Tabs began in',
    on('edit=1', async (page) => {
      await begin(page, 2, 5);
      await page.keyboard.type('Adria');
      await press(page, 'Tab');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      assert.deepEqual(await focus(page), [2, 6]);
      await page.keyboard.type('RO');
      await press(page, 'Enter');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      await press(page);
      assert.deepEqual(await focus(page), [3, 5]);
      assert.deepEqual([await text(page, 2, 5), await text(page, 2, 6)], ['Adria', 'RO']);
    }),
  );

  it(
    'what is wrong is said at the cell, and the cell stays under edit',
    on('edit=1', async (page) => {
      await begin(page, 2, 7);
      await page.keyboard.type('9999');
      await press(page, 'Enter');
      await page.waitForSelector('.yg-wrong:has-text("5000")');
      assert.equal(await page.getAttribute('.yg-edit', 'aria-invalid'), 'true');
      await page.evaluate(() => globalThis.lab.source.set(2, { workers: 77 }));
      await page.waitForSelector('.yg-cell.flash.editing');
      await page.fill('.yg-edit', 'tanti');
      await press(page, 'Enter');
      await page.waitForSelector('.yg-wrong:has-text("numero")');
      await page.fill('.yg-edit', '12');
      await press(page, 'Enter');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      assert.equal(await text(page, 2, 7), '12');
    }),
  );
});

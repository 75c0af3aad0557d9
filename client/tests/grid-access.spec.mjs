/** The grid for those who do not see it as it is drawn: axe, roles, places, targets. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { shown } from './lab.mjs';
import { begin, MILLION, on, press } from './steps.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('accessibility', () => {
  const faults = (page) =>
    page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // a line of a menu is called what it does; its keys describe it
        rules: { 'label-content-name-mismatch': { enabled: false } },
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`,
      );
    });
  const look = async (page) => {
    await page.addScriptTag({ path: AXE });
    return faults(page);
  };
  for (const theme of ['light', 'dark', 'contrast']) {
    it(
      `axe finds nothing, ${theme}`,
      on(
        `rows=5000&theme=${theme}&edit=1`,
        async (page) => {
          await begin(page, 2, 5);
          await press(page, 'Space', 'Shift+ArrowDown');
          await page.locator('.yg-filter-row .c7 input').fill('>= 5');
          await page.keyboard.press('Enter');
          await shown(page);
          assert.deepEqual(await look(page), []);
          await page.click('.yg-head-row .c4', { button: 'right' });
          assert.deepEqual(await faults(page), []);
          await page.keyboard.press('Escape');
          await begin(page, 2, 7);
          await page.keyboard.type('9999');
          await press(page, 'Enter');
          await page.waitForSelector('.yg-wrong');
          assert.deepEqual(await faults(page), []);
        },
        { bypassCSP: true },
      ),
    );
  }
  for (const state of ['empty', 'loading', 'failed']) {
    it(
      `axe finds nothing, ${state}`,
      on(
        `state=${state}`,
        async (page) => {
          await page.waitForSelector(`.yg-notice[data-kind="${state}"]`);
          assert.deepEqual(await look(page), []);
        },
        { bypassCSP: true },
      ),
    );
  }

  it(
    'every row and cell says where it is',
    on('', async (page) => {
      await shown(page);
      const grid = page.locator('[role="grid"]');
      assert.equal(await grid.getAttribute('aria-rowcount'), String(MILLION + 2));
      assert.equal(await grid.getAttribute('aria-colcount'), '21');
      const lost = await page.$$eval(
        '.yg-body .yg-row:not([hidden])',
        (rows) =>
          rows.filter(
            (row) =>
              !row.ariaRowIndex ||
              [...row.children].some((cell, at) => Number(cell.ariaColIndex) !== at + 1),
          ).length,
      );
      assert.equal(lost, 0);
    }),
  );

  it(
    'rows are read in their order once scrolling has ended',
    on('', async (page) => {
      await shown(page);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 5000;
      });
      await page.waitForTimeout(400);
      const order = await page.$$eval('.yg-body .yg-row:not([hidden])', (rows) =>
        rows.map((row) => Number(row.ariaRowIndex)),
      );
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
      );
    }),
  );

  it(
    'targets are at least 24 px, also in compact',
    on('density=compact', async (page) => {
      await shown(page);
      const small = await page.$$eval('.yg button, .yg input, .yg [role="columnheader"]', (all) =>
        all
          .filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.width < 24 || box.height < 24);
          })
          .map((one) => one.className),
      );
      assert.deepEqual(small, []);
    }),
  );
});

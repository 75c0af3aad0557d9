/** What the browser tests of the grid share: one browser per file, one page per test, small steps. */

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { openLab, shown } from './lab.mjs';

export const MILLION = 1_000_000;
let lab;

before(async () => {
  lab = await openLab();
});
after(async () => {
  await lab.close();
});

/** A page for one test; what the console said is a failure. */
export function on(query, act, options) {
  return async () => {
    const page = await lab.page(query, options);
    try {
      await act(page);
      assert.deepEqual(page.faults, []);
    } finally {
      await page.context().close();
    }
  };
}

/** Where the focus is: the row by its number in the list (-2 header, -1 filters) and the column. */
export function focus(page) {
  return page.evaluate(() => {
    const cell = document.activeElement?.closest('.yg-cell');
    const row = cell?.closest('.yg-row');
    return cell
      ? [
          Number(row.getAttribute('aria-rowindex')) - 3,
          Number(cell.getAttribute('aria-colindex')) - 1,
        ]
      : null;
  });
}

export async function begin(page, row = 0, column = 1) {
  await shown(page);
  await page.click(`.yg-body [aria-rowindex="${row + 3}"] [aria-colindex="${column + 1}"]`);
  assert.deepEqual(await focus(page), [row, column]);
}

export async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
  await page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
  );
}

export const names = (page) =>
  page.$$eval('.yg-head-row .yg-name', (all) => all.map((one) => one.textContent));
export const text = (page, row, column) =>
  page.textContent(`.yg-body [aria-rowindex="${row + 3}"] [aria-colindex="${column + 1}"]`);
export const loaded = (page, row, column = 1) =>
  page.waitForFunction(
    ([r, c]) =>
      document.querySelector(`.yg-body [aria-rowindex="${r}"] [aria-colindex="${c}"]`)?.textContent,
    [row + 3, column + 1],
  );
export const query = (page) => page.evaluate(() => globalThis.lab.source.queries.at(-1));
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

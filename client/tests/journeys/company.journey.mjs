/** The tree of a company: one tree of its sites and departments, the record of what one is on beside it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { field, list } from './records.mjs';
import { settled } from './screens.mjs';

describe('the tree of a company', () => {
  const on = journey();

  const opened = async (page, login = 'consultant') => {
    const desk = await page(login);
    await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
    await list(desk, 'Clienti');
    await desk.locator('.yg-row.cur').first().click();
    await desk.keyboard.press('Alt+KeyT');
    await desk.getByRole('tab', { name: /^Albero aziendale/, selected: true }).waitFor();
    const tree = desk
      .getByRole('grid', { name: 'Sedi e reparti' })
      .or(desk.getByRole('treegrid', { name: 'Sedi e reparti' }))
      .filter({ visible: true })
      .first();
    await tree.locator('[aria-level="2"]').first().waitFor();
    return { desk, tree };
  };
  const rows = (tree) =>
    tree.locator('.yg-body [role="row"][aria-level]').filter({ visible: true });

  const first = (tree) => tree.locator('[role="row"][aria-rowindex="2"]');
  const second = (tree) => tree.locator('[role="row"][aria-rowindex="3"]');

  /** The record of a row has come, in place of the one before. */
  const beside = (desk, row) =>
    until(
      async () => {
        const name = await field(desk, 'Nome').inputValue();
        return name !== '' && (await row.textContent()).includes(name);
      },
      { what: 'the record did not follow' },
    );

  it(
    'is walked by keyboard, the record follows',
    on(async ({ page }) => {
      const { desk, tree } = await opened(page);
      await shot(desk, 'company-site');
      assert.deepEqual(await axe(desk), []);
      await settled(desk);
      const all = await rows(tree).count();
      await first(tree).getByRole('gridcell').nth(1).click();
      await desk.keyboard.press('ArrowLeft');
      await until(async () => (await rows(tree).count()) < all);
      await tree.locator('[aria-rowindex="2"][aria-expanded="false"]').waitFor();
      await desk.keyboard.press('ArrowRight');
      await until(async () => (await rows(tree).count()) === all);
      await desk.keyboard.press('ArrowDown');
      await beside(desk, second(tree));
      await desk.getByRole('combobox', { name: 'Fa parte di' }).filter({ visible: true }).waitFor();
      await shot(desk, 'company-department');
      await desk.keyboard.press('ArrowLeft'); // closes what is inside
      await desk.keyboard.press('ArrowLeft'); // goes up to the site
      await desk
        .getByRole('combobox', { name: 'Fa parte di' })
        .filter({ visible: true })
        .waitFor({ state: 'detached' });
      await beside(desk, first(tree));
    }),
  );

  it(
    'shows at once what is renamed in the record, and what is made in it',
    on(async ({ page }) => {
      const { desk, tree } = await opened(page);
      await second(tree).getByRole('gridcell').nth(1).click();
      await beside(desk, second(tree));
      await field(desk, 'Nome').fill('Reparto di prova');
      await desk.keyboard.press('Control+s');
      await tree.getByRole('row', { name: /Reparto di prova/ }).waitFor();
      await tree.getByRole('row', { name: /Reparto di prova/ }).click({ button: 'right' });
      await shot(desk, 'company-menu');
      await desk.getByRole('menuitem', { name: /^Nuovo reparto interno/ }).click();
      await desk.getByRole('tab', { name: /^Nuovo reparto/, selected: true }).waitFor();
      await field(desk, 'Nome').fill('Dentro la prova');
      await desk.keyboard.press('Control+s');
      await desk.getByRole('tab', { name: /^Dentro la prova/, selected: true }).waitFor();
      await desk.getByRole('tab', { name: /^Albero aziendale/ }).click();
      const made = tree.getByRole('row', { name: /Dentro la prova/ });
      await made.waitFor();
      const level = async (row) => Number(await row.getAttribute('aria-level'));
      const parent = tree.getByRole('row', { name: /Reparto di prova/ });
      await until(async () => (await level(made)) === (await level(parent)) + 1);
    }),
  );
});

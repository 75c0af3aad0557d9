/** Small things that are at hand: what is chosen is counted, views find their list, links are looked at. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, shot, until } from './harness.mjs';
import { grid, list } from './records.mjs';

describe('at hand', () => {
  const on = journey();

  it(
    'rows that are ticked are counted at the foot; a header of a group has a menu',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Sedi');
      const table = grid(desk, 'Sedi');
      await table.locator('.yg-row.cur').first().click();
      await desk.keyboard.press('Space');
      await desk.keyboard.press('ArrowDown');
      await desk.keyboard.press('Space');
      await desk.getByRole('contentinfo').getByText('2 righe selezionate').waitFor();
      await table.getByRole('columnheader', { name: /^Tipo/ }).click({ button: 'right' });
      await desk.getByRole('menuitem', { name: 'Raggruppa per questa colonna' }).click();
      const header = table.locator('.yg-row.grp').first();
      await header.waitFor();
      await header.click({ button: 'right' });
      const menu = desk.getByRole('menu', { name: 'Menu della riga' });
      await menu.getByRole('menuitem', { name: 'Apri tutti' }).waitFor();
      await shot(desk, 'group-menu');
      assert.deepEqual(await axe(desk), []);
      await menu.getByRole('menuitem', { name: /^Solo Tipo/ }).click();
      const headers = table.locator('.yg-row.grp').filter({ visible: true });
      await until(async () => (await headers.count()) === 1);
    }),
  );

  it(
    'a saved view opened from the navigation arranges the list that is open',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Clienti');
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('mec');
      const bar = desk.getByRole('toolbar', { name: 'Elenco: Clienti' });
      await bar.getByRole('status').filter({ hasText: / di / }).waitFor();
      const views = desk.getByRole('button', { name: /^Vista salvata/ });
      await views.click();
      await desk.getByRole('menuitem', { name: 'Salva come nuova vista…' }).click();
      await focused(desk.getByRole('dialog').getByRole('textbox', { name: 'Nome' }));
      await desk.keyboard.type('Officine');
      await desk.keyboard.press('Enter');
      await desk.getByRole('button', { name: 'Vista salvata: Officine', exact: true }).waitFor();
      await views.click();
      await desk.getByRole('menuitemradio', { name: 'Elenco completo' }).click();
      await desk
        .getByRole('navigation', { name: 'Principale' })
        .getByRole('button', { name: /^Officine/ })
        .click();
      await desk.getByRole('button', { name: 'Vista salvata: Officine', exact: true }).waitFor();
      assert.equal(await desk.getByRole('tab', { name: /^Clienti/ }).count(), 1);
    }),
  );

  it(
    'a link is looked at with Alt+Enter and picked from the whole list with F4',
    on(async ({ page }) => {
      const desk = await page('consultant', { path: '/#/view/org.customers' });
      await desk.locator('.yg-row.cur').first().click();
      await desk.keyboard.press('Enter');
      const link = desk
        .getByRole('combobox', { name: /^Consulente/ })
        .filter({ visible: true })
        .first();
      await link.focus();
      await until(async () => (await link.inputValue()) !== '');
      const name = await link.inputValue();
      await desk.keyboard.press('Alt+Enter');
      const shown = desk.getByRole('dialog', { name });
      await shown.waitFor();
      await shot(desk, 'peek');
      await desk.keyboard.press('Escape');
      await shown.waitFor({ state: 'detached' });
      await link.focus();
      await desk.keyboard.press('F4');
      await desk.getByRole('dialog').waitFor();
      await shot(desk, 'pick');
    }),
  );
});

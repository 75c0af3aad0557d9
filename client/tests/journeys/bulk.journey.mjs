/** Several rows are changed, or archived, at once: counted before, told one by one, taken back. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { list } from './records.mjs';

/** Tick the first two rows by keyboard, and ask for their menu. */
const menuOfTwo = async (desk) => {
  const first = desk.locator('.yg-row[aria-rowindex="3"]').filter({ visible: true }).first();
  await until(async () => {
    await first.getByRole('gridcell').nth(1).click();
    return await first.evaluate((row) => row.contains(document.activeElement));
  });
  await desk.keyboard.press('Space');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Space');
  await desk.getByText('2 righe selezionate').waitFor();
  await desk.keyboard.press('Shift+F10');
};

describe('bulk editing', () => {
  const on = journey();

  it(
    'changes the ticked rows by keyboard, and takes it back',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Attrezzature');
      await menuOfTwo(desk);
      await desk.getByRole('menuitem', { name: /^Modifica in blocco/ }).click();
      const dialog = desk.getByRole('dialog', { name: 'Modifica in blocco' });
      await dialog.getByText('Per 2 schede scelte', { exact: false }).waitFor();
      await dialog
        .getByRole('combobox', { name: 'Aggiungi un campo' })
        .selectOption({ label: 'Costruttore' });
      await dialog.getByRole('textbox', { name: 'Costruttore' }).fill('Prova S.p.A.');
      await dialog.getByText('Cambieranno 2 schede', { exact: false }).waitFor();
      await shot(desk, 'bulk-edit');
      assert.deepEqual(await axe(desk), []);
      await dialog.getByRole('button', { name: 'Modifica le schede' }).click();
      await dialog.getByText('2 schede modificate', { exact: false }).waitFor();
      await shot(desk, 'bulk-result');
      assert.deepEqual(await axe(desk), []);
      await dialog.getByRole('button', { name: 'Annulla la modifica' }).click();
      await dialog.getByText('tutto è come prima', { exact: false }).waitFor();
      await dialog.getByRole('button', { name: 'Chiudi' }).click();
      await dialog.waitFor({ state: 'detached' });
      await menuOfTwo(desk);
      await desk.getByRole('menuitem', { name: /^Archivia/ }).click();
      const going = desk.getByRole('dialog', { name: 'Archivia: Attrezzature' });
      await going.getByText('Saranno archiviate 2 schede').waitFor();
      await shot(desk, 'bulk-archive');
      assert.deepEqual(await axe(desk), []);
      await going.getByRole('button', { name: 'Archivia le schede' }).click();
      await going.getByText('2 schede archiviate').waitFor();
      const told = going.getByRole('list', { name: 'Schede' }).getByRole('listitem');
      await until(async () => (await told.count()) === 2);
      await shot(desk, 'bulk-archived');
      assert.deepEqual(await axe(desk), []);
      await going.getByRole('button', { name: 'Annulla la modifica' }).click();
      await going.getByText('tutto è come prima', { exact: false }).waitFor();
    }),
  );
});

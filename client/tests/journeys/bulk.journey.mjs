/** Several rows are changed at once: fields chosen, counted before, told after, taken back. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot } from './harness.mjs';
import { list } from './records.mjs';

describe('bulk editing', () => {
  const on = journey();

  it(
    'changes the ticked rows by keyboard, and takes it back',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Attrezzature');
      const first = desk.locator('.yg-row[aria-rowindex="3"]').filter({ visible: true });
      await first.getByRole('gridcell').nth(1).click();
      await desk.keyboard.press('Space');
      await desk.keyboard.press('ArrowDown');
      await desk.keyboard.press('Space');
      await desk.keyboard.press('Shift+F10');
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
    }),
  );
});

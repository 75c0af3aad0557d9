/** A sector preset becomes a firm, and a department is made once more: looked at first, taken back. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { list } from './records.mjs';

const more = async (desk, action) => {
  await desk.getByRole('menuitem', { name: action }).click();
};

describe('presets and copies', () => {
  const on = journey();

  it(
    'a preset is chosen, pruned, renamed, applied and taken back',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Clienti');
      await desk.locator('.yg-row[aria-rowindex="3"]').getByRole('gridcell').nth(2).click({
        button: 'right',
      });
      await more(desk, /^Applica un modello/);
      await desk.getByRole('heading', { name: 'Applica un modello di settore' }).waitFor();
      const preset = desk.getByRole('combobox', { name: 'Modello', exact: true });
      await preset.selectOption({ label: 'Ufficio e studio professionale' });
      await desk.getByRole('combobox', { name: 'Sede', exact: true }).selectOption({
        label: 'Una nuova sede',
      });
      await desk.getByRole('textbox', { name: 'Nome della nuova sede' }).fill('Sede di prova');
      const table = desk.getByRole('table', { name: 'Che cosa verrà creato' });
      await table.getByRole('textbox', { name: 'Nome di Sede di prova' }).waitFor();
      await shot(desk, 'preset-plan');
      assert.deepEqual(await axe(desk), []);

      const said = desk.getByText(/^Verranno create/);
      const before = await said.textContent();
      await desk.getByRole('checkbox', { name: /^Attrezzature \d/ }).click();
      await until(async () => (await said.textContent()) !== before);
      const job = table.getByRole('textbox', { name: /^Nome di Impiegat/ }).first();
      await job.fill('Impiegata di prova');
      await desk.getByRole('button', { name: 'Applica il modello' }).click();
      await desk.getByText('Il modello è stato applicato.').waitFor();
      await shot(desk, 'preset-done');
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('button', { name: 'Annulla ciò che è stato creato' }).click();
      await desk.getByRole('button', { name: 'Sì, annulla' }).click();
      await desk.getByText('Annullato: tutto è come prima.').waitFor();
    }),
  );

  it(
    'a job is copied with its links under a free code',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Mansioni');
      await desk.locator('.yg-row[aria-rowindex="3"]').getByRole('gridcell').nth(2).click({
        button: 'right',
      });
      await more(desk, /^Copia con il contenuto/);
      await desk.getByRole('heading', { name: 'Copia con il contenuto' }).waitFor();
      const table = desk.getByRole('table', { name: 'Che cosa verrà creato' });
      await table.getByRole('textbox', { name: /^Nome di/ }).fill('Mansione copiata di prova');
      await shot(desk, 'copy-plan');
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('button', { name: 'Crea la copia' }).click();
      await desk.getByText('La copia è stata creata.').waitFor();
      await desk.getByRole('button', { name: 'Apri la copia' }).click();
      await desk.getByRole('tab', { name: /Mansione copiata di prova/, selected: true }).waitFor();
    }),
  );
});

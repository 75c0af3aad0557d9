/** A sheet comes in: chosen, its columns matched, a wrong cell corrected, imported, taken back. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, shot, until } from './harness.mjs';
import { list } from './records.mjs';

const SHEET = [
  'Codice;Mansione;Ore vdt',
  'PR1;Collaudatore di prova;12,5',
  'PR2;Magazziniere di prova;molte',
].join('\r\n');

describe('a spreadsheet', () => {
  const on = journey();

  it(
    'is checked, corrected, imported and taken back',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Mansioni');
      await desk.getByRole('button', { name: 'Altre azioni' }).filter({ visible: true }).click();
      await desk.getByRole('menuitem', { name: /^Importa da foglio/ }).click();
      await desk.getByRole('heading', { name: 'Importa da foglio: Mansioni' }).waitFor();
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'import-file');

      await desk.getByLabel('Il foglio da importare').setInputFiles({
        name: 'mansioni.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(SHEET),
      });
      await desk.getByRole('table', { name: 'Colonne del foglio' }).waitFor();
      const field = desk.getByRole('combobox', { name: 'Campo per la colonna Mansione' });
      await until(async () => (await field.inputValue()) === 'job.name');
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'import-columns');
      await desk.getByRole('button', { name: 'Controlla le righe' }).click();

      const rows = desk.getByRole('region', { name: 'Righe del foglio' });
      await rows.getByText('«molte» non è un numero', { exact: false }).waitFor();
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'import-check');
      await rows.getByRole('button', { name: 'Correggi Ore vdt, riga 3' }).click();
      await focused(rows.getByRole('textbox'));
      await desk.keyboard.type('8');
      await desk.keyboard.press('Enter');
      const go = desk.getByRole('button', { name: 'Importa 2 righe' });
      await go.waitFor();
      await go.click();

      await desk.getByText('«mansioni.csv» è stato importato.').waitFor();
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'import-result');
      await desk.getByRole('button', { name: "Annulla l'importazione" }).click();
      await desk.getByRole('button', { name: "Sì, annulla l'importazione" }).click();
      await desk.getByText("L'importazione è stata annullata", { exact: false }).waitFor();

      await list(desk, 'Importazioni');
      await desk.getByRole('gridcell', { name: 'mansioni.csv' }).waitFor();
      await shot(desk, 'import-list');
      assert.deepEqual(await axe(desk), []);
    }),
  );
});

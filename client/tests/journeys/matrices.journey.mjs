/** The studio's own matrices: made from one of the program's, published, rated with, and then locked. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot } from './harness.mjs';
import { list, ready, row } from './records.mjs';

const MATRICES = 'Matrici di rischio';

describe("matrices of the studio's own", () => {
  const on = journey();

  const field = (desk, name) =>
    desk.getByRole('textbox', { name, exact: true }).filter({ visible: true }).first();
  const button = (desk, name) =>
    desk
      .getByRole('button', { name, exact: typeof name === 'string' })
      .filter({ visible: true })
      .first();
  const cell = (desk, name) => desk.getByRole('button', { name }).filter({ visible: true });
  const more = async (desk, name) => {
    await button(desk, 'Altre azioni').click();
    await desk.getByRole('menuitem', { name }).click();
  };

  it(
    'makes one from the 4 × 4, says at once what is wrong, and publishes it for everybody',
    on(async ({ page }) => {
      const desk = await ready(await page('admin'));
      await list(desk, MATRICES);
      await row(desk, /Matrice dello studio/).click();
      await cell(desk, /P 4 Molto probabile, D 4 Gravissimo: 16, Molto alto/).waitFor();
      await shot(desk, 'matrices-list');
      assert.deepEqual(await axe(desk), []);

      await button(desk, 'Nuova matrice').click();
      await field(desk, 'Codice').fill('cantieri');
      await field(desk, 'Nome').fill('Matrice dei cantieri');
      await button(desk, 'Matrice P × D, 4 × 4').click();
      await desk.getByText('Ogni caso ha la sua fascia: si può pubblicare').waitFor();

      // what is typed is checked while it is typed, and coloured
      await field(desk, 'Fascia 4: da').fill('12');
      await desk.getByText('Nessuna fascia comprende: 9.').waitFor();
      await cell(desk, /P 3 Probabile, D 3 Grave: 9, in nessuna fascia/).waitFor();
      await shot(desk, 'matrices-fault');
      assert.deepEqual(await axe(desk), []);
      await field(desk, 'Fascia 4: da').press('Shift+Enter');
      await desk.keyboard.press('Shift+Enter');
      await field(desk, 'Fascia 3: a').fill('11');
      await desk.getByText('Ogni caso ha la sua fascia: si può pubblicare').waitFor();
      await field(desk, 'Fascia 4: parola').fill('Inaccettabile');
      await field(desk, 'Fascia 4: giorni per agire').fill('0');
      await cell(desk, /P 4 Altamente probabile, D 3 Grave: 12, Inaccettabile/).focus();
      await desk.keyboard.press('ArrowDown');
      await desk
        .getByText(/^P 3 Probabile, D 3 Grave: 9, Medio$/)
        .filter({ visible: true })
        .waitFor();
      await desk.keyboard.press('Control+s');
      await button(desk, 'Pubblica').click();
      await desk.getByRole('alertdialog').getByRole('button', { name: 'Pubblica' }).click();
      await desk.getByText('Questa versione è pubblicata.').waitFor();
      await shot(desk, 'matrices-published');
      assert.deepEqual(await axe(desk), []);

      // on the bench it is a method like the others
      await button(desk, 'Prova').click();
      const choose = (name, value) =>
        desk
          .getByRole('combobox', { name })
          .filter({ visible: true })
          .selectOption({ label: value });
      await choose(/Probabilità/, 'Altamente probabile');
      await choose(/Danno/, 'Grave: in parte permanente');
      await desk.getByText('Inaccettabile').filter({ visible: true }).first().waitFor();
      await shot(desk, 'matrices-bench');
    }),
  );

  it(
    'keeps what was rated with, and goes on with a new version',
    on(async ({ page }) => {
      const desk = await ready(await page('admin'));
      await list(desk, MATRICES);
      await row(desk, /Matrice dello studio/).dblclick();
      await desk.getByText('Questa versione è pubblicata.').waitFor();
      await more(desk, 'Riporta in bozza');
      await desk.getByText(/sono già stati valutati dei rischi/).waitFor();
      await shot(desk, 'matrices-locked');
      await button(desk, 'Nuova versione').click();
      await field(desk, 'Fascia 1: parola').fill('Minimo');
      await cell(desk, /P 1 Improbabile, D 1 Lieve: 1, Minimo/).waitFor();
      await desk.getByRole('radio', { name: 'Somma pesata' }).check({ force: true });
      await field(desk, 'Peso di D Danno').fill('2');
      await desk.getByText('R = P + 2 · D').waitFor();
      await shot(desk, 'matrices-new-version');
      await desk.getByRole('radio', { name: 'Tabella' }).check({ force: true });
      await field(desk, 'Valore di P 1, D 1').waitFor();
      await desk.keyboard.press('Control+s');
      await desk.getByText('Nessuna modifica da salvare').filter({ visible: true }).waitFor();
    }),
  );

  it(
    'is read by consultants, who rate with what is published',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await list(desk, MATRICES);
      assert.equal(await desk.getByRole('button', { name: 'Nuova matrice' }).count(), 0);
      await row(desk, /Matrice con esposizione/).dblclick();
      await cell(desk, /P 3 Probabile, D 3 Grave, E 1 Occasionale: 9, Medio/).waitFor();
      assert.equal(await desk.getByRole('button', { name: 'Pubblica' }).count(), 0);
      await desk
        .getByRole('navigation')
        .getByRole('button', { name: 'Metodi', exact: true })
        .click();
      await desk.getByRole('searchbox', { name: 'Cerca un metodo' }).fill('tempi di intervento');
      await button(desk, /Matrice dello studio, con tempi di intervento/).waitFor();
      const methods = desk.getByRole('region', { name: 'Metodi di valutazione' });
      await desk.getByRole('searchbox', { name: 'Cerca un metodo' }).fill('matrice');
      await methods.getByRole('button', { name: /Matrice P × D, 4 × 4/ }).waitFor();
      assert.equal(
        await methods.getByRole('button', { name: /in prova/ }).count(),
        0,
        'a draft is not offered',
      );
    }),
  );
});

/** The catalogue: a hazard read and changed in both languages, a preset trimmed, lists walked. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { list } from './records.mjs';
import { settled } from './screens.mjs';

describe('the catalogue', () => {
  const on = journey();

  const screen = async (desk, name) => {
    await desk.getByRole('navigation').getByText(name, { exact: true }).click();
    await desk.getByRole('tab', { name, selected: true }).waitFor();
  };

  it(
    'shows hazards by family, and one in both languages with its measures',
    on(async ({ page }) => {
      const desk = await page('admin');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await screen(desk, 'Pericoli');
      await desk.getByText('Macchine, attrezzature e impianti').first().waitFor();
      await shot(desk, 'catalogue-hazards');
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('scale fisse');
      await desk
        .getByText('Macchine, attrezzature e impianti')
        .filter({ visible: true })
        .waitFor({ state: 'detached' });
      await desk.getByText('Luoghi di lavoro e strutture').first().waitFor();
      await desk.getByText('Caduta su scale fisse e dislivelli').first().dblclick();
      const said = desk.getByRole('textbox', { name: 'Se è sotto controllo', exact: true });
      await said.waitFor();
      const english = desk.getByRole('textbox', { name: 'Se è sotto controllo (inglese)' });
      await until(async () => /^Stairs/.test(await english.inputValue()));
      await said.fill('Le scale sono in ordine.');
      await desk.keyboard.press('Control+s');
      await desk.getByText('Che cosa ha cambiato lo studio').waitFor();
      await shot(desk, 'catalogue-hazard');
      assert.deepEqual(await axe(desk), []);
    }),
  );

  it(
    'shows a preset as a firm, and lets hazards be taken off',
    on(async ({ page }) => {
      const desk = await page('admin');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await screen(desk, 'Modelli di settore');
      await desk.getByRole('heading', { name: 'Ufficio e studio professionale' }).waitFor();
      await shot(desk, 'catalogue-presets');
      assert.deepEqual(await axe(desk), []);
      await desk.getByText('Falegnameria', { exact: true }).first().dblclick();
      const off = desk.getByRole('button', { name: 'Togli Incendio' });
      await off.first().waitFor();
      await settled(desk);
      const before = await off.count();
      await off.first().click();
      await until(async () => (await off.count()) === before - 1);
      await desk.keyboard.press('Control+s');
      await desk.getByText('Nessuna modifica da salvare').waitFor();
      await until(async () => (await off.count()) === before - 1);
      await shot(desk, 'catalogue-preset');
      assert.deepEqual(await axe(desk), []);
    }),
  );

  it(
    'is read by consultants and changed by administrators',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await list(desk, 'Corsi');
      assert.equal(await desk.getByRole('button', { name: 'Nuovo corso' }).count(), 0);
      assert.equal(
        await desk.getByRole('navigation').getByText('Edizioni del catalogo').count(),
        0,
      );
    }),
  );
});

/** Two people at the same records at the same time. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, until } from './harness.mjs';
import {
  addressOf,
  at,
  field,
  holds,
  list,
  newDepartment,
  ready,
  record,
  row,
  save,
  saved,
} from './records.mjs';

const ANNA = /Anna/;

describe('two people', () => {
  const on = journey();

  /** Both at one site: Anna came by the list, Carlo by the link she sent him. */
  const together = async (page, site) => {
    const [anna, carlo] = await Promise.all([page('admin'), page('consultant')]);
    await Promise.all([ready(anna), ready(carlo)]);
    await list(anna, 'Sedi');
    const address = await record(anna, site);
    await at(carlo, address);
    await anna.getByRole('img', { name: /Carlo/ }).first().waitFor();
    return [anna, carlo];
  };
  const merge = (page) =>
    page.getByRole('region', { name: 'Salvato nel frattempo da qualcun altro' });
  /** Under "more actions" of the record in front, and yes to the question. */
  const doneIn = async (page, action) => {
    await page
      .getByRole('button', { name: 'Altre azioni' })
      .filter({ visible: true })
      .first()
      .click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: action, exact: true })
      .click();
  };
  const type = async (page, name, text) => {
    await field(page, name).fill(text);
    await holds(page, name, text);
  };

  it(
    'see what the other changes, where it stands, and where he is',
    on(async ({ page }) => {
      const [anna, carlo] = await Promise.all([page('admin'), page('consultant')]);
      await Promise.all([ready(anna), ready(carlo)]);
      await list(carlo, 'Sedi');
      await list(anna, 'Sedi');
      const address = await record(anna, 'Albergo di via delle Corse');
      await row(carlo, /via delle Corse.*Anna Amministratrice è qui/).waitFor();
      await type(anna, 'Nome', 'Albergo di via delle Corse, dependance');
      const place = await row(carlo, /via delle Corse/).boundingBox();
      const changed = carlo.getByRole('gridcell', { name: /dependance/ }).first();
      const flashed = changed.and(carlo.locator('.flash')).waitFor(); // only for a moment
      await save(anna).click();
      await flashed;
      assert.deepEqual(await row(carlo, /dependance/).boundingBox(), place);
      await saved(anna);
      await at(carlo, address);
      await anna
        .getByRole('img', { name: /Carlo.* è qui/ })
        .first()
        .waitFor();
      await type(anna, 'Piani', '4');
      await carlo.getByRole('img', { name: /Anna.* sta modificando/ }).waitFor();
      await carlo.getByRole('img', { name: /Anna.* è in questo campo/ }).waitFor();
      await carlo
        .getByRole('tab', { name: /dependance/ })
        .getByRole('img', { name: ANNA })
        .waitFor();
      await anna.context().close();
      await until(async () => (await carlo.getByRole('img', { name: ANNA }).count()) === 0);
    }),
  );

  it(
    'type into different fields: both are kept, and it is told',
    on(async ({ page }) => {
      const [anna, carlo] = await together(page, 'Ambulatorio di Sassuolo');
      await type(carlo, 'Piani', '7');
      await type(anna, 'Affollamento massimo', '77');
      await save(anna).click();
      await saved(anna);
      await merge(carlo).getByText(/Anna/).waitFor();
      await holds(carlo, 'Affollamento massimo', '77');
      assert.equal(await field(carlo, 'Piani').inputValue(), '7');
      await save(carlo).click();
      await saved(carlo);
      await until(async () => (await field(anna, 'Piani').inputValue()) === '7');
    }),
  );

  it(
    'type into the same field: each choice stands, and what follows is saved',
    on(async ({ page }) => {
      const [anna, carlo] = await together(page, 'Azienda agricola di Vercelli');
      await type(carlo, 'Piani', '5');
      await type(carlo, 'Affollamento massimo', '55');
      await type(anna, 'Piani', '6');
      await save(anna).click();
      await saved(anna);
      const choice = merge(carlo).getByRole('radiogroup', { name: 'Piani' });
      await choice.waitFor();
      assert.deepEqual((await choice.getByRole('radio').all()).length, 2);
      assert.equal(await field(carlo, 'Piani').inputValue(), '5');
      await save(carlo).click(); // somebody has to decide first
      await choice.waitFor();
      await choice.getByRole('radio', { name: /^6/ }).check();
      await merge(carlo).getByRole('button', { name: 'Conferma' }).click();
      await choice.waitFor({ state: 'detached' });
      await holds(carlo, 'Piani', '6');
      await save(carlo).click();
      await saved(carlo);
      await until(async () => (await field(anna, 'Affollamento massimo').inputValue()) === '55');
      // and the other way round
      await type(carlo, 'Piani', '8');
      await type(anna, 'Piani', '9');
      await save(anna).click();
      await saved(anna);
      await choice.getByRole('radio', { name: /^8/ }).check();
      await merge(carlo).getByRole('button', { name: 'Conferma' }).click();
      await save(carlo).click();
      await saved(carlo);
      await until(async () => (await field(anna, 'Piani').inputValue()) === '8');
    }),
  );

  it(
    'one archives what the other types into: it is told, and can be saved all the same',
    on(async ({ page }) => {
      const [anna, carlo] = await together(page, 'Biblioteca di Castelfranco Veneto');
      await type(carlo, 'Piani', '30');
      await doneIn(anna, 'Archivia');
      await carlo
        .getByRole('status')
        .getByText(/^Archiviato:/)
        .waitFor();
      assert.equal(await field(carlo, 'Piani').inputValue(), '30');
      await save(carlo).click();
      await saved(carlo);
      await until(async () => (await field(anna, 'Piani').inputValue()) === '30');
      await anna.getByRole('button', { name: 'Ripristina' }).click();
      await carlo.getByText(/^Archiviato:/).waitFor({ state: 'detached' });
    }),
  );

  it(
    'one deletes what the other types into: nothing typed is lost, and it is told',
    on(async ({ page }) => {
      const [anna, carlo] = await Promise.all([page('admin'), page('consultant')]);
      await Promise.all([ready(anna), ready(carlo)]);
      await list(anna, 'Sedi');
      await record(anna, 'Albergo di via');
      await doneIn(anna, 'Elimina'); // it has departments
      await anna.getByText(/è usato altrove/).waitFor();
      await newDepartment(anna, 'Spogliatoi');
      await save(anna).click();
      await anna.getByRole('tab', { name: 'Spogliatoi', selected: true }).waitFor();
      await anna.getByRole('tab', { name: 'Nuovo reparto' }).waitFor({ state: 'detached' });
      const address = await addressOf(anna);
      await at(carlo, address);
      await type(carlo, 'Nome', 'Spogliatoi e docce');
      await doneIn(anna, 'Elimina');
      const told = carlo.getByRole('alert').getByText(/Qualcuno ha eliminato questo elemento/);
      await told.waitFor();
      assert.equal(await field(carlo, 'Nome').inputValue(), 'Spogliatoi e docce');
      await save(carlo).click();
      await until(() => carlo.calls.every(({ state }) => state !== 'open'));
      await told.waitFor();
      assert.equal(await field(carlo, 'Nome').inputValue(), 'Spogliatoi e docce');
      await carlo.getByRole('button', { name: 'Copia quello che hai scritto' }).click();
      await carlo.getByRole('button', { name: 'Chiudi', exact: true }).first().click();
      await carlo.getByRole('alertdialog').getByRole('button', { name: 'Scarta' }).click();
      await carlo
        .getByRole('tab', { name: /^(Reparto|Spogliatoi)/ })
        .waitFor({ state: 'detached' });
    }),
  );
});

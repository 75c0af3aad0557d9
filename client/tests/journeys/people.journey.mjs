/** People: made with contract and job, ended in one go; and the drawing of who holds which role. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { field, foot, grid, list, save, saved } from './records.mjs';

const TITLE = 'Organigramma della sicurezza';

const button = (page, name) => page.getByRole('button', { name }).filter({ visible: true }).first();

const pick = async (page, name, words) => {
  const box = page.getByRole('combobox', { name, exact: true }).filter({ visible: true }).first();
  await box.click();
  await box.fill(words);
  await page
    .getByRole('option', { name: new RegExp(words) })
    .first()
    .click();
};

/** The drawing of a customer, by its name. */
const chart = async (page, customer) => {
  await list(page, 'Clienti');
  await page.keyboard.press('Control+f');
  await page.keyboard.type(customer);
  await page
    .getByRole('gridcell', { name: new RegExp(customer) })
    .filter({ visible: true })
    .first()
    .click();
  await page.keyboard.press('Alt+KeyO');
  const tree = page.getByRole('tree', { name: TITLE }).filter({ visible: true });
  await tree.getByRole('treeitem').first().waitFor();
  return tree;
};

describe('people', () => {
  const on = journey();

  it(
    'are made with contract and job, and leave with everything they did',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await list(desk, 'Persone');
      await button(desk, 'Nuova persona').click();
      await desk.getByRole('tab', { name: 'Nuova persona', selected: true }).waitFor();
      await field(desk, 'Cognome').fill('Zanotto');
      await field(desk, 'Nome').fill('Piera');
      await field(desk, 'Codice fiscale').fill('ZNT PRI 80A41 H501');
      await pick(desk, 'Cliente', 'Trattoria Al Cacciatore');
      await save(desk).click();
      await desk
        .getByText(/16 caratteri per le persone/)
        .first()
        .waitFor();
      await field(desk, 'Codice fiscale').fill('');
      await button(desk, 'Aggiungi: Rapporto di lavoro').click();
      const employments = grid(desk, 'Rapporti di lavoro');
      await employments.getByRole('gridcell').nth(1).click();
      await desk.keyboard.type('01022020');
      await desk.keyboard.press('Tab');
      await pick(desk, 'Cliente', 'Officine Meccaniche Valsesia'); // the row goes with it
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'people-new');
      await save(desk).click();
      await saved(desk);
      await desk.getByText('In forza').filter({ visible: true }).first().waitFor();

      await button(desk, 'Cessazione').click();
      const asking = desk.getByRole('dialog', { name: 'Cessazione' });
      await asking.getByText(/finiscono insieme/).waitFor();
      await asking.getByRole('textbox', { name: 'Cessazione' }).fill('31/10/2026');
      await shot(desk, 'people-end');
      await asking.getByRole('button', { name: /^Salva/ }).click();
      await asking.waitFor({ state: 'detached' });
      await desk
        .getByText('Rapporto chiuso al 31/10/2026: finite 0 mansioni e 0 nomine.')
        .waitFor();
      await desk.getByText('Cessato').filter({ visible: true }).first().waitFor();
    }),
  );

  it(
    'hold roles in a drawing that is walked by the arrow keys',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      const tree = await chart(desk, 'Edil Marconi');
      const items = tree.getByRole('treeitem');
      await until(async () => (await items.count()) > 30);
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'people-chart');

      const first = items.first();
      const focused = () => desk.evaluate(() => document.activeElement.getAttribute('aria-label'));
      const comesTo = (name) => until(async () => name.test((await focused()) ?? ''));
      await first.focus();
      await comesTo(/^Datore di lavoro: /);
      await desk.keyboard.press('ArrowLeft');
      await comesTo(/^(RSPP|ASPP): /);
      await desk.keyboard.press('ArrowRight');
      await comesTo(/^Datore di lavoro: /);
      await desk.keyboard.press('ArrowDown');
      await comesTo(/^(Delegato|Dirigente)/);

      await tree.getByRole('treeitem', { name: /^RLS: Da verificare/ }).click();
      await desk.getByRole('tab', { name: 'Nuova nomina', selected: true }).waitFor();
      await foot(desk).waitFor();
      const role = desk.getByRole('combobox', { name: 'Ruolo' }).filter({ visible: true }).first();
      await until(async () =>
        /RLS/.test((await role.inputValue().catch(() => '')) || (await role.textContent())),
      );
    }),
  );
});

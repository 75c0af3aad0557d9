/** Equipment and its checks, substances and their codes: what a consultant does with them in a day. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { field, foot, grid, holds, list, ready, record, save, saved } from './records.mjs';
import { settled } from './screens.mjs';

describe('equipment and substances', () => {
  const on = journey();

  const view = async (desk, name) => {
    await desk
      .getByRole('button', { name: /^Vista salvata/ })
      .filter({ visible: true })
      .click();
    await desk.getByRole('menuitemradio', { name, exact: true }).click();
    await desk
      .getByRole('button', { name: `Vista salvata: ${name}` })
      .filter({ visible: true })
      .waitFor();
  };
  const rows = (desk, name) =>
    grid(desk, name).locator('.yg-body [role="row"]').filter({ visible: true });

  it(
    'registers a check of two overdue pieces at once',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await list(desk, 'Attrezzature');
      await view(desk, 'Verifiche scadute');
      await settled(desk);
      const counted = desk.getByRole('status').filter({ hasText: / di \d/ });
      const overdue = async () =>
        Number(/(\d+) di \d/.exec(await counted.first().textContent())?.[1]);
      const before = await overdue();
      await shot(desk, 'equipment-overdue');
      assert.deepEqual(await axe(desk), []);
      for (const at of [0, 1]) {
        await rows(desk, 'Attrezzature').nth(at).getByRole('gridcell').first().click();
      }
      await desk.keyboard.press('Alt+KeyV');
      const form = desk.getByRole('dialog', { name: 'Registra verifica' });
      await form.getByText('2 attrezzature').waitFor();
      await form.getByRole('textbox', { name: 'Eseguita da' }).fill('Verifiche Nord-Ovest');
      await shot(desk, 'check-register');
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Control+KeyS');
      await desk
        .getByText(/^2 verifiche registrate/)
        .first()
        .waitFor();
      await until(async () => (await overdue()) === before - 2);
    }),
  );

  it(
    'types the codes of a sheet by number, and is told what is wrong with them',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await list(desk, 'Sostanze');
      await shot(desk, 'substances');
      assert.deepEqual(await axe(desk), []);
      await record(desk, 'Acetone tecnico');
      const codes = desk
        .getByRole('combobox', { name: /^Indicazioni di pericolo/ })
        .filter({ visible: true });
      await codes.fill('350, 302+312');
      await desk.keyboard.press('Enter');
      const said = (text) => desk.getByText(text, { exact: true }).filter({ visible: true });
      await said('Può provocare il cancro').first().waitFor();
      await codes.fill('cancro');
      await desk.getByRole('option', { name: /^H351/ }).click();
      await codes.fill('EUH066');
      await desk.keyboard.press('Enter');
      await save(desk).click();
      await desk
        .getByText(/Va tra le informazioni supplementari/)
        .first()
        .waitFor();
      await desk.getByRole('button', { name: 'Togli EUH066' }).first().click();
      await save(desk).click();
      await saved(desk);
      await said('GHS08').first().waitFor(); // follows from the statements
      await desk.getByText('Cancerogeno 1B').filter({ visible: true }).first().waitFor();
      await shot(desk, 'substance-codes');
      assert.deepEqual(await axe(desk), []);
    }),
  );

  it(
    'fills in a limit by keyboard, with a comma',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await list(desk, 'Sostanze');
      await record(desk, 'Acetilene disciolto');
      await desk.getByRole('button', { name: 'Aggiungi un limite' }).focus();
      await desk.keyboard.press('Enter');
      await field(desk, 'Agente, riga 1').fill('Acetilene');
      await field(desk, 'Breve durata, riga 1').fill('1884,5');
      await save(desk).click();
      await saved(desk);
      await holds(desk, 'Breve durata, riga 1', '1884,5');
      assert.ok(await foot(desk).isVisible());
    }),
  );
});

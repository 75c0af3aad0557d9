/** Lists: what narrows them, how they are arranged, and that both are found again. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, until } from './harness.mjs';

describe('a list', () => {
  const on = journey();

  const opened = async (page, login = 'consultant') => {
    const desk = await page(login, { path: '/#/view/org.customers' });
    await desk.getByRole('grid', { name: 'Clienti' }).waitFor();
    await desk.locator('.yg-row.cur').first().waitFor();
    return desk;
  };
  const count = (desk) => desk.getByRole('toolbar', { name: /Elenco/ }).getByRole('status');
  const counts = (desk, said) =>
    until(async () => said.test((await count(desk).textContent()) ?? ''), {
      what: `the count never said ${said}`,
    });

  /** What a person arranged is told a moment later. */
  const kept = (desk) => desk.waitForTimeout(2500);

  it(
    'is searched, stepped into and opened by keyboard alone',
    on(async ({ page }) => {
      const desk = await opened(page);
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('mec');
      await counts(desk, /^\d di \d/);
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Enter');
      await desk.keyboard.press('ArrowDown');
      const head = desk.locator('.record-head .record-title');
      await until(async () =>
        (await desk.locator('.yg-row.cur').first().textContent())?.includes(
          (await head.textContent()) ?? '-',
        ),
      );
      const name = await head.textContent();
      await desk.keyboard.press('Enter');
      await desk.getByRole('tab', { name: new RegExp(name.slice(0, 12)) }).waitFor();
    }),
  );

  it(
    'is narrowed by conditions that count while one builds them',
    on(async ({ page }) => {
      const desk = await opened(page);
      await desk.getByRole('button', { name: 'Filtro', exact: true }).click();
      const builder = desk.getByRole('dialog');
      await builder
        .getByRole('combobox', { name: 'Colonna' })
        .selectOption({ label: 'Classe di rischio' });
      await builder.getByRole('combobox', { name: 'Operatore' }).selectOption('in');
      await builder.getByRole('button', { name: 'Applica il filtro' }).click();
      await builder.getByText('Scrivi un valore.').waitFor();
      await builder.getByRole('checkbox', { name: 'Alto' }).check();
      await until(async () =>
        /\d di \d/.test((await builder.getByRole('status').textContent()) ?? ''),
      );
      assert.deepEqual(await axe(desk), []);
      await builder.getByRole('button', { name: 'Applica il filtro' }).click();
      await counts(desk, /\d di \d/);
      await desk.getByRole('list', { name: 'Filtri attivi' }).getByRole('button').first().click();
      await counts(desk, /clienti$/);
      await kept(desk);
    }),
  );

  it(
    'is saved as a view, says when it was changed, and comes back by its name',
    on(async ({ page }) => {
      const desk = await opened(page);
      const views = desk.getByRole('button', { name: /^Vista salvata/ });
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('mec');
      await counts(desk, /\d di \d/);
      await views.click();
      await desk.getByRole('menuitem', { name: 'Salva come nuova vista…' }).click();
      await desk.keyboard.type('Meccaniche');
      await desk.keyboard.press('Enter');
      await desk.getByRole('button', { name: 'Vista salvata: Meccaniche', exact: true }).waitFor();
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('x');
      await desk.getByRole('button', { name: 'Vista salvata: Meccaniche, modificata' }).waitFor();
      await views.click();
      await desk.getByRole('menuitemradio', { name: 'Elenco completo' }).click();
      await counts(desk, /clienti$/);
      await views.click();
      await desk.getByRole('menuitemradio', { name: /^Meccaniche/ }).click();
      await counts(desk, /\d di \d/);
    }),
  );

  it(
    'keeps its columns and the sizes of its panes for the person',
    on(async ({ page }) => {
      const desk = await opened(page, 'admin');
      const header = desk
        .getByRole('grid', { name: 'Clienti' })
        .getByRole('columnheader', { name: /Stato/ });
      await header.waitFor({ state: 'attached' });
      await desk.getByRole('button', { name: 'Colonne', exact: true }).click();
      await desk.getByRole('checkbox', { name: 'Stato' }).uncheck();
      await header.waitFor({ state: 'detached' });
      await desk.keyboard.press('Escape');
      const bar = desk.getByRole('separator', { name: 'Ridimensiona i riquadri' }).first();
      await bar.focus();
      await desk.keyboard.press('ArrowUp');
      const size = await bar.getAttribute('aria-valuenow');
      await kept(desk);
      const again = await opened(page, 'admin');
      assert.equal(await bar.getAttribute('aria-valuenow'), size);
      await again.getByRole('separator').first().waitFor();
      const found = again.getByRole('grid', { name: 'Clienti' });
      await found.getByRole('columnheader', { name: /Comune/ }).waitFor({ state: 'attached' });
      assert.equal(await found.getByRole('columnheader', { name: /Stato/ }).count(), 0);
    }),
  );

  it(
    'offers to tick a row of a list below when one comes to it',
    on(async ({ page }) => {
      const desk = await opened(page);
      const row = desk
        .getByRole('grid', { name: 'Sedi' })
        .getByRole('row')
        .filter({ has: desk.getByRole('gridcell', { name: 'S1' }) });
      const box = row.getByRole('checkbox');
      const seen = () => box.evaluate((one) => getComputedStyle(one).opacity);
      await row.waitFor();
      assert.equal(await seen(), '0');
      await row.hover();
      assert.equal(await seen(), '1');
      await box.click();
      await desk.getByRole('button', { name: 'Colonne', exact: true }).hover();
      assert.equal(await seen(), '1');
    }),
  );
});

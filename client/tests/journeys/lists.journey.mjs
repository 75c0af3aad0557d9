/** Lists: what narrows them, how they are arranged, and that both are found again. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, told, until } from './harness.mjs';

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
  const KEPT = '"list.customers.';

  it(
    'is searched, stepped into and opened by keyboard alone',
    on(async ({ page }) => {
      const desk = await opened(page);
      await desk.keyboard.press('Control+f');
      await desk.keyboard.type('mec');
      await counts(desk, /^\d di \d/);
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Enter');
      const found = desk.getByRole('grid', { name: 'Clienti' }).locator('.yg-body [role="row"]');
      await focused(found.and(desk.locator('[aria-rowindex="3"]')));
      await desk.keyboard.press('ArrowDown');
      const second = found.and(desk.locator('[aria-rowindex="4"]'));
      await focused(second);
      const head = desk.locator('.record-head .record-title');
      let name = '';
      await until(async () => {
        name = (await head.textContent()) ?? '';
        return name !== '' && (await second.textContent())?.includes(name);
      });
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
      await told(desk, KEPT, /"where":\s*null/);
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
      await focused(desk.getByRole('dialog').getByRole('textbox', { name: 'Nome' }));
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
      const border = (one) =>
        one.getByRole('separator', { name: 'Ridimensiona i riquadri' }).first();
      const sizeOf = (one) => border(one).getAttribute('aria-valuenow');
      await border(desk).focus();
      const before = await sizeOf(desk);
      await desk.keyboard.press('ArrowUp');
      await until(async () => (await sizeOf(desk)) !== before);
      const size = await sizeOf(desk);
      await told(desk, KEPT, /"hidden":\s*true/);
      await told(desk, '"split.customers.');
      const again = await opened(page, 'admin');
      await until(async () => (await sizeOf(again)) === size, { what: 'the panes are others' });
      const found = again.getByRole('grid', { name: 'Clienti' });
      await found.getByRole('columnheader', { name: /Comune/ }).waitFor({ state: 'attached' });
      await found.getByRole('columnheader', { name: /Stato/ }).waitFor({ state: 'detached' });
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
      const seen = (opacity) =>
        until(
          async () => (await box.evaluate((one) => getComputedStyle(one).opacity)) === opacity,
          { what: `the box never had the opacity ${opacity}` },
        );
      await row.waitFor();
      await seen('0');
      await row.hover();
      await seen('1');
      await box.click();
      await desk.getByRole('contentinfo').getByText('1 riga selezionata').waitFor();
      await desk.getByRole('button', { name: 'Colonne', exact: true }).hover();
      await seen('1');
    }),
  );
});

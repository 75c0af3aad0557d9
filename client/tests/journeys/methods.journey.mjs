/** A method is found, tried live, compared, explained; many cases come from a sheet; one is kept. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, shot, until } from './harness.mjs';
import { addressOf, at, foot, list, ready, save, saved } from './records.mjs';

const LIFTING = 'NIOSH, compito singolo';
const SHEET = [
  ['Postazione', 'Massa (g)', 'H', 'V', 'D', 'A', 'Presa', 'F', 'Durata', 'Reparto'],
  ['Pallet in uscita', '15500', '40', '30', '80', '30', 'fair', '0,2', 'short', 'Nord'],
  ['Cassette', 'molti', '30', '75', '40', '0', 'good', '0,2', 'short', 'Nord'],
  ['Staffe', '12000', '28', '75', '40', '0', 'good', '0,2', 'short', 'Sud'],
]
  .map((line) => line.join('\t'))
  .join('\n');

const paste = (control, text) =>
  control.evaluate((element, given) => {
    const data = new DataTransfer();
    data.setData('text/plain', given);
    const told = { clipboardData: data, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', told));
  }, text);

describe('evaluation methods', () => {
  const on = journey();

  const nav = (page, name) =>
    page
      .getByRole('navigation', { name: 'Principale' })
      .getByRole('button', { name, exact: true })
      .click();
  const picked = async (page, words, name) => {
    await nav(page, 'Metodi');
    const search = page.getByRole('searchbox', { name: 'Cerca un metodo' });
    await search.fill(words);
    await page.getByRole('button', { name }).first().waitFor();
    await search.press('Enter');
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    await page.getByRole('tab', { name, selected: true }).waitFor();
  };
  const number = (page, name) => page.getByRole('textbox', { name, exact: true });
  const says = (box, text) => until(async () => (await box.inputValue()) === text);
  const figure = (page, name) => page.getByRole('status', { name, exact: true });
  const fill = async (page) => {
    await number(page, 'Massa').focus();
    // down the column by Enter alone
    for (const [name, text] of [
      ['Massa', '15,5'],
      ['Massa più alta', ''],
    ]) {
      await page.keyboard.type(text);
      await says(number(page, name), text);
      await page.keyboard.press('Enter');
    }
    for (const [name, text] of [
      ['Distanza orizzontale', '40'],
      ['Altezza della presa', '30'],
      ['Dislocazione verticale', '80'],
      ['Torsione', '30'],
      ['Frequenza', '0,2'],
    ]) {
      await number(page, name).fill(text);
    }
    await page.getByRole('combobox', { name: 'Presa', exact: true }).selectOption({ index: 1 });
    await page.getByRole('combobox', { name: 'Durata', exact: true }).selectOption({ index: 1 });
  };

  it(
    'one is filled by keyboard, answers while one types, and says what is wrong',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await picked(desk, 'niosh compito', LIFTING);
      const bands = desk.getByRole('table', { name: 'Indice di sollevamento' });
      await bands.waitFor();
      assert.deepEqual(await axe(desk, { themes: ['light', 'dark'] }), []);
      await fill(desk);
      const index = figure(desk, 'Indice di sollevamento');
      await index.getByText(/\d,\d\d/).waitFor();
      const before = await index.textContent();
      await number(desk, 'Distanza orizzontale').fill('28');
      await until(async () => (await index.textContent()) !== before);

      // what is wrong is said beside the field, and the figure is no longer there
      await number(desk, 'Torsione').fill('400');
      const said = desk.locator('.mb-fault', { hasText: '400 non è ammesso' });
      await said.waitFor();
      const turned = number(desk, 'Torsione');
      await until(async () => (await turned.getAttribute('aria-invalid')) === 'true');
      await index.getByText('Da completare').waitFor();
      await number(desk, 'Torsione').fill('trenta');
      await desk.locator('.mb-fault', { hasText: /serve un numero/i }).waitFor();
      await number(desk, 'Torsione').fill('30');
      await said.waitFor({ state: 'detached' });
      await index.getByText(/\d,\d\d/).waitFor();

      // how it came about, and what it rests on
      const steps = desk.getByRole('region', { name: 'Calcolo, passo per passo' });
      await steps.getByText('25 / 28').waitFor();
      await steps.getByText('da verificare sull’edizione che possiedi').first().waitFor();
    }),
  );

  it(
    'two cases are compared, and it is told what to change',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await picked(desk, 'niosh compito', LIFTING);
      await desk.getByRole('button', { name: 'Prova un esempio' }).click();
      await desk.getByRole('menuitem').nth(1).click();
      const hints = desk.getByRole('region', { name: 'Che cosa cambiare' });
      await hints.waitFor();
      await hints
        .getByRole('button', { name: /^Prova nel dopo/ })
        .first()
        .click();
      await figure(desk, 'Dopo le misure')
        .getByText(/\d,\d\d/)
        .waitFor();
      await figure(desk, 'Riduzione')
        .getByText(/−\d+ %/)
        .waitFor();
      await number(desk, 'Massa, dopo').fill('20');
      // Tab goes down a column, Alt+D brings a field over from before
      await desk.keyboard.press('Alt+d');
      const mass = await number(desk, 'Massa, prima').inputValue();
      await says(number(desk, 'Massa, dopo'), mass);
      await desk.keyboard.press('Tab');
      await until(() =>
        desk.evaluate(() => document.activeElement?.getAttribute('data-column') === 'after'),
      );
      await number(desk, 'Massa, dopo').fill('20');
      await desk.getByRole('checkbox', { name: 'Solo le differenze' }).check();
      await number(desk, 'Massa, prima').waitFor();
      await number(desk, 'Altezza della presa, prima').waitFor({ state: 'detached' });
      await shot(desk, 'method-two');
      assert.deepEqual(await axe(desk, { themes: ['light', 'dark'] }), []);
      await desk.getByRole('button', { name: 'Togli il confronto' }).click();
      await figure(desk, 'Dopo le misure').waitFor({ state: 'detached' });
    }),
  );

  it(
    'a sheet becomes a table of cases, its wrong cell is mended, and all are kept',
    on(async ({ page }) => {
      const desk = await ready(await page('consultant'));
      await picked(desk, 'niosh compito', LIFTING);
      await desk.getByRole('button', { name: 'Tabella di casi' }).click();
      const box = desk.getByRole('textbox', { name: 'Incolla qui le righe di un foglio' });
      await box.waitFor();
      await paste(box, SHEET);
      await desk.getByText('3 righe incollate.').waitFor();
      await desk.getByText('Non usate: Reparto.').waitFor();
      const mass = desk.getByRole('textbox', { name: 'Massa, riga 1' });
      await says(mass, '15,5');
      const wrong = desk.getByRole('button', { name: /riga 2 \(Cassette\), Massa/ });
      await wrong.click();
      await focused(desk.getByRole('textbox', { name: 'Massa, riga 2' }));
      await desk.keyboard.type('8');
      await wrong.waitFor({ state: 'detached' });
      await desk.reload(); // rows that are no calculations yet are not lost with the page
      await says(mass, '15,5');
      await shot(desk, 'method-table');
      assert.deepEqual(await axe(desk, { themes: ['light', 'dark'] }), []);
      await desk.getByRole('button', { name: 'Dal peggiore' }).click();
      await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await desk.getByRole('button', { name: 'Copia la tabella' }).click();
      await desk.getByText('La tabella è negli appunti.').waitFor();
      const copied = await desk.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^Nome\tMassa \(kg\)\t/);
      assert.match(copied, /Pallet in uscita\t15,5\t40\t/);
      await desk.getByRole('button', { name: 'Salva come calcoli' }).click();
      const choice = desk.getByRole('dialog').filter({ visible: true });
      await choice.getByRole('gridcell').nth(3).dblclick();
      await desk.getByText('3 righe salvate come calcoli.').waitFor();
    }),
  );

  it(
    'a case is kept, opened again, changed and saved; whoever looks sees it',
    on(async ({ page }) => {
      const [anna, carlo] = await Promise.all([page('admin'), page('consultant')]);
      await Promise.all([ready(anna), ready(carlo)]);
      await list(anna, 'Calcoli');
      await anna
        .getByRole('row', { name: /Sacchi di granuli/ })
        .getByRole('gridcell')
        .nth(2)
        .dblclick();
      await foot(anna).waitFor();
      const address = await addressOf(anna);
      await at(carlo, address);
      const theirs = figure(carlo, 'Prima: Indice di sollevamento').or(
        figure(carlo, 'Indice di sollevamento'),
      );
      await theirs.getByText(/\d,\d\d/).waitFor();
      const before = await theirs.textContent();
      const mass = number(anna, 'Massa, prima').or(number(anna, 'Massa'));
      await mass.fill('11,5');
      await foot(anna)
        .getByText(/^1 modific/)
        .waitFor();
      await save(anna).click();
      await saved(anna);
      await shot(carlo, 'method-theirs');
      await until(async () => (await theirs.textContent()) !== before);
      const seen = number(carlo, 'Massa, prima').or(number(carlo, 'Massa'));
      await says(seen, '11,5');
      await anna.getByRole('tab', { name: 'Dettagli e allegati' }).click();
      await anna.getByRole('textbox', { name: 'Titolo' }).waitFor();
      assert.deepEqual(await axe(anna, { themes: ['light', 'dark'] }), []);
    }),
  );
});

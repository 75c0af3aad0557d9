/** Writing where it stands: cells of lists, by keyboard and by mouse, and what may not be written. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, shot, until } from './harness.mjs';
import { grid, list } from './records.mjs';

const columnOf = async (table, name) => {
  const header = table.getByRole('columnheader', { name: new RegExp(`^${name}`) }).first();
  return Number(await header.getAttribute('aria-colindex'));
};

/** The cell of a row (0: the first) under a header. */
const cell = async (table, row, name) => {
  const column = await columnOf(table, name);
  return table
    .locator(`[role="row"][aria-rowindex]:has([role="gridcell"])`)
    .and(table.locator('.yg-body [role="row"]'))
    .nth(row)
    .locator(`[role="gridcell"][aria-colindex="${column}"]`);
};

const said = async (place) => ((await place.textContent()) ?? '').trim();

const saves = (place, text) =>
  until(
    async () => (await place.getByRole('textbox').count()) === 0 && (await said(place)) === text,
    {
      what: `the cell never said ${text}`,
    },
  );

describe('a cell of a list', () => {
  const on = journey();

  const sites = async (page, login = 'consultant') => {
    const desk = await page(login);
    await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
    await list(desk, 'Sedi');
    const table = grid(desk, 'Sedi');
    await desk.locator('.yg-row.cur').first().waitFor();
    return { desk, table };
  };

  it(
    'is written with F2 or by typing; Enter goes down, Tab on, Escape takes back',
    on(async ({ page }) => {
      const { desk, table } = await sites(page);
      const first = await cell(table, 0, 'Affollamento');
      await first.click();
      await desk.keyboard.press('F2');
      const editor = desk.getByRole('textbox', { name: /^Modifica Affollamento/ });
      await editor.fill('41');
      await shot(desk, 'inline-edit');
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Enter');
      await saves(first, '41');
      const second = await cell(table, 1, 'Affollamento');
      await focused(second);
      await desk.keyboard.type('52');
      await desk.keyboard.press('Tab');
      await saves(second, '52');
      await focused(await cell(table, 1, 'Gruppo'));
      await desk.keyboard.press('F2'); // a choice
      const group = desk.getByRole('combobox', { name: /^Modifica Gruppo/ });
      await group.selectOption('C');
      await desk.keyboard.press('Enter');
      await until(async () => (await said(await cell(table, 1, 'Gruppo'))) === 'C');
      await first.click();
      await desk.keyboard.type('7');
      await desk.keyboard.press('Escape');
      await saves(first, '41');
    }),
  );

  it(
    'says at the cell what is wrong and stays open with what was typed',
    on(async ({ page }) => {
      const { desk, table } = await sites(page);
      const size = await cell(table, 2, 'Superficie');
      await size.click();
      await desk.keyboard.type('-5');
      await desk.keyboard.press('Enter');
      const wrong = size.getByRole('alert');
      await wrong.waitFor();
      await shot(desk, 'inline-wrong');
      const editor = size.getByRole('textbox');
      await until(async () => (await editor.inputValue()) === '-5');
      await until(async () => (await editor.getAttribute('aria-invalid')) === 'true');
      await editor.fill('molto');
      await desk.keyboard.press('Enter');
      await until(async () => /numero/.test((await wrong.textContent()) ?? ''));
      await editor.fill('1250,5');
      await desk.keyboard.press('Enter');
      await saves(size, '1.250,5');
      const due = await cell(table, 2, 'Rinnovo');
      await due.click();
      await desk.keyboard.type('31/02/2027');
      await desk.keyboard.press('Enter');
      await due.getByRole('alert').waitFor();
      await due.getByRole('textbox').fill('28/2/2027');
      await desk.keyboard.press('Enter');
      await saves(due, '28/02/2027');
    }),
  );

  it(
    'opens the record on its name, says when it is only read, and is written from its menu',
    on(async ({ page }) => {
      const { desk, table } = await sites(page);
      const town = await cell(table, 0, 'Comune');
      await town.click();
      await desk.keyboard.press('F2');
      await town.getByText(/si legge soltanto/).waitFor();
      await shot(desk, 'inline-read-only');
      await desk.keyboard.press('ArrowDown');
      await town.getByText(/si legge soltanto/).waitFor({ state: 'detached' });
      const size = await cell(table, 3, 'Superficie');
      await size.click({ button: 'right' });
      await shot(desk, 'inline-menu');
      await desk.getByRole('menuitem', { name: /^Scrivi qui “Superficie/ }).click();
      await size.getByRole('textbox').fill('88');
      await desk.keyboard.press('Enter');
      await saves(size, '88');
      const name = await cell(table, 0, 'Nome');
      const title = await said(name);
      await name.dblclick();
      await desk
        .getByRole('tab', { name: new RegExp(title.slice(0, 8)), selected: true })
        .waitFor();
    }),
  );

  it(
    'tells of a colleague who was there first',
    on(async ({ page }) => {
      const one = await sites(page);
      const two = await sites(page, 'admin');
      const mine = await cell(one.table, 4, 'Affollamento');
      const named = await cell(one.table, 4, 'Nome');
      await until(async () => (await said(named)) !== '', { what: 'the row never came' });
      const name = (await said(named)).slice(0, 30);
      const theirRow = two.table.getByRole('row', { name: new RegExp(name) }).first();
      const at = await columnOf(two.table, 'Affollamento');
      const theirs = theirRow.locator(`[role="gridcell"][aria-colindex="${at}"]`);
      await mine.click();
      await one.desk.keyboard.press('F2');
      await mine.getByRole('textbox').fill('61');
      const heard = one.desk.heard.length;
      await theirs.dblclick();
      await theirs.getByRole('textbox').fill('62');
      await two.desk.keyboard.press('Enter');
      await saves(theirs, '62');
      // what they saved has come here, too
      await until(() => one.desk.heard.slice(heard).some((text) => /\b62\b/.test(text)));
      await one.desk.keyboard.press('Enter');
      await mine.getByRole('alert').waitFor();
      await shot(one.desk, 'inline-conflict');
      await one.desk.keyboard.press('Escape');
      await until(async () => (await said(mine)) === '62');
      await one.desk.keyboard.press('F2');
      await mine.getByRole('textbox').fill('63');
      await one.desk.keyboard.press('Enter');
      await until(async () => (await said(theirs)) === '63');
    }),
  );

  it(
    'is made by its name on the last line: by keyboard one after the other, and by mouse',
    on(async ({ page }) => {
      const { desk } = await sites(page);
      const tree = desk
        .getByRole('treegrid', { name: 'Reparti' })
        .or(desk.getByRole('grid', { name: 'Reparti' }));
      await tree.locator('.yg-row.cur').first().click();
      await desk.keyboard.press('Control+End');
      await desk.keyboard.press('ArrowDown');
      await desk.keyboard.type('Sala');
      const named = tree.getByRole('textbox', { name: /^Nuovo reparto: Nome/ });
      await until(async () => (await named.inputValue()) === 'Sala');
      await desk.keyboard.type(' prove uno');
      await desk.keyboard.press('Enter');
      await tree.getByRole('row', { name: /Sala prove uno/ }).waitFor();
      await until(async () => (await named.count()) === 1 && (await named.inputValue()) === '');
      await desk.keyboard.type('Sala prove due');
      const { height } = desk.viewportSize();
      const foot = ({ y, height: tall }) => y + tall;
      await until(async () => foot(await named.boundingBox()) < height - 24, {
        what: 'what is typed next is out of sight',
      });
      await shot(desk, 'inline-adding');
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Enter');
      await tree.getByRole('row', { name: /Sala prove due/ }).waitFor();
      await desk.keyboard.press('Escape');
      await named.waitFor({ state: 'detached' });
      await tree.getByText('Nuovo reparto', { exact: true }).click();
      await named.fill('Sala prove tre');
      await desk.keyboard.press('Enter');
      await tree.getByRole('row', { name: /Sala prove tre/ }).waitFor();
    }),
  );

  it(
    'is only read by the customer himself',
    on(async ({ page }) => {
      const { desk, table } = await sites(page, 'customer');
      const size = await cell(table, 0, 'Superficie');
      await size.click();
      await desk.keyboard.press('F2');
      assert.equal(await size.getByRole('textbox').count(), 0);
    }),
  );
});

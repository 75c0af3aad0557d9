/** Who sees a site, what was done to a record, who is in, and what of it a customer may read. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { axe, journey, LOGINS, shot, until } from './harness.mjs';
import { foot, grid, list, ready } from './records.mjs';
import { sheetOf } from './sheets.mjs';

const OFFICES = 'Uffici di Borgosesia';
const WORKS = 'Officine Meccaniche Valsesia S.r.l.';
const cell = (page, name) =>
  page.getByRole('gridcell', { name, exact: true }).filter({ visible: true }).first();
const menu = async (page, at, action) => {
  await at.click({ button: 'right' });
  await page.getByRole('menuitem', { name: action }).click();
};
const heads = async (page) =>
  (await grid(page).getByRole('columnheader').allTextContents())
    .map((name) => name.replaceAll(/[▲▼\d]/g, '').trim())
    .filter((name) => name !== '');

describe('oversight', () => {
  const on = journey();

  it(
    'tells who sees a site, lets it be given, and names whose history it shows',
    on(async ({ page }) => {
      const boss = await ready(await page('admin'));
      await list(boss, 'Sedi');
      await boss.keyboard.press('Control+f');
      await boss.keyboard.type('Borgosesia');
      await boss
        .getByRole('toolbar', { name: 'Elenco: Sedi' })
        .getByRole('status')
        .filter({ hasText: / di / })
        .waitFor();
      await menu(boss, cell(boss, OFFICES), 'Chi vede questa sede');
      const seers = boss.getByRole('region', { name: 'Oggi la vedono' });
      await seers.getByRole('row', { name: /Consulente Carlo.*Tutte le sedi/ }).waitFor();
      assert.equal(await seers.getByRole('row', { name: /Bassi Luca/ }).count(), 0);
      assert.deepEqual(await axe(boss), []);
      await boss.getByRole('button', { name: 'Dai a più persone…' }).click();
      const dialog = boss.getByRole('dialog', { name: 'Dai permessi' });
      await dialog.getByRole('listitem').filter({ hasText: OFFICES }).waitFor();
      await dialog.getByRole('combobox', { name: 'Persone' }).fill('Bassi');
      await boss.getByRole('option', { name: /Bassi/ }).click();
      await dialog.getByRole('radio', { name: /^Lettura/ }).check();
      await dialog.getByRole('button', { name: 'Dai accesso' }).click();
      await dialog.getByRole('cell', { name: 'Dato', exact: true }).waitFor();
      await dialog.getByRole('button', { name: 'Fatto' }).click();
      // told again by itself
      await seers
        .getByRole('row', { name: new RegExp(`Bassi Luca.*Lettura.*Solo ${OFFICES}`) })
        .waitFor();
      await shot(boss, 'oversight seers');
      await list(boss, 'Sedi');
      await cell(boss, OFFICES).dblclick();
      await foot(boss).waitFor();
      await boss.keyboard.press('Alt+KeyH');
      await boss.getByRole('tab', { name: `Cronologia · ${OFFICES}`, selected: true }).waitFor();
      await shot(boss, 'oversight history');
    }),
  );

  it(
    'is taken out as a sheet and as text, and says at which node somebody is',
    on(async ({ page, server }) => {
      const boss = await ready(await page('admin'));
      await list(boss, 'Accessi aperti');
      await grid(boss)
        .getByRole('gridcell', { name: new RegExp(`:${server.port}$`) })
        .first()
        .waitFor();
      await list(boss, 'Registro');
      await boss.getByText(/Catena integra fino al/).waitFor();
      const columns = await heads(boss);
      const bar = boss.getByRole('toolbar', { name: /^Elenco/ }).filter({ visible: true });
      await menuOf(boss, bar.getByRole('button', { name: /^Vista salvata/ }), 'Utenti e permessi');
      await until(async () => /^\d+ di /.test((await bar.getByRole('status').textContent()) ?? ''));
      const rows = Number.parseInt(await bar.getByRole('status').textContent(), 10);
      const tray = boss.getByRole('dialog', { name: 'Lavori' });
      const fetched = async (kind, ending) => {
        await menuOf(boss, bar.getByRole('button', { name: 'Esporta' }), kind);
        await boss.getByRole('button', { name: /^Lavori/ }).click();
        const link = tray.getByRole('link', { name: new RegExp(`${ending}$`) });
        const [file] = await Promise.all([boss.waitForEvent('download'), link.click()]);
        await boss.keyboard.press('Escape');
        return await readFile(await file.path());
      };
      const sheet = [...columns, 'Prima', 'Dopo']; // what each event changed, over several lines
      const text = (await fetched('Testo (CSV)', 'csv')).toString('utf8').replace(/^\uFEFF/, '');
      const lines = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g);
      assert.deepEqual(lines[0].split(';'), sheet);
      assert.equal(lines.length - 1, rows);
      assert.ok(
        lines.some((line) => line.includes(`;Ytefas;Creazione;Permesso;Cliente Clara;${WORKS};`)),
      );
      const book = sheetOf(await fetched('Excel (XLSX)', 'xlsx'), 'Quando');
      assert.deepEqual(book, { columns: sheet, rows });
    }),
  );

  it(
    'tells a customer who manages what was done, and not from where',
    on(async ({ page }) => {
      const boss = await ready(await page('admin'));
      await list(boss, 'Utenti');
      await menu(boss, cell(boss, LOGINS.customer.email), /^Dai più clienti/);
      const dialog = boss.getByRole('dialog', { name: 'Dai permessi' });
      await dialog.getByRole('combobox', { name: 'Clienti' }).fill('Officine Meccaniche V');
      await boss.getByRole('option', { name: /Valsesia/ }).click();
      await dialog.getByRole('radio', { name: /^Gestione/ }).check();
      await dialog.getByRole('button', { name: 'Dai accesso' }).click();
      await dialog.getByRole('cell', { name: /^Cambiato; prima/ }).waitFor();
      await dialog.getByRole('button', { name: 'Fatto' }).click();
      const clara = await ready(await page('customer'));
      await list(clara, 'Registro');
      assert.ok(!(await heads(clara)).includes('Indirizzo'));
      const change = clara.getByRole('region', { name: 'Che cosa è cambiato' });
      await cell(clara, 'Permesso').click();
      await change.getByText(/ha modificato livello di/).waitFor();
      const told = await change.textContent();
      assert.ok(!told.includes('127.0.0.1'), told);
      assert.doesNotMatch(told, /[0-9a-f]{8}-[0-9a-f]{4}-/);
      assert.deepEqual(await axe(clara), []);
      await shot(clara, 'oversight customer');
    }),
  );
});

const menuOf = async (page, button, name) => {
  await button.click();
  await page
    .getByRole('menuitem', { name })
    .or(page.getByRole('menuitemradio', { name }))
    .first()
    .click();
};

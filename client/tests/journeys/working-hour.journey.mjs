/**
 * An hour of a consultant by mouse: lists, records, the tree of a company, files, tabs, her profile.
 * Everything is found by its role and its name, which is what the program promises.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { axe, focused, journey, LOGINS, shot, until } from './harness.mjs';
import { settled } from './screens.mjs';
import { sheetOf } from './sheets.mjs';

/** What stands in front, by what people call it. */
const at = (page) => {
  const button = (name, within = page) => within.getByRole('button', { name, exact: true });
  const panel = (name) => page.getByRole('tabpanel', { name });
  const tab = (name) => page.getByRole('tab', { name });
  const nav = page.getByRole('navigation', { name: 'Principale' });
  return { button, panel, tab, nav };
};

const table = (within, name) =>
  within.getByRole('grid', { name }).or(within.getByRole('treegrid', { name }));

/** What the rows say in a column, from the top. */
const said = async (grid, column) => {
  const place = (await columnsOf(grid)).indexOf(column) + 1;
  return await grid
    .getByRole('rowgroup')
    .last()
    .getByRole('row')
    .evaluateAll(
      (rows, at) =>
        rows
          .sort((one, other) => Number(one.ariaRowIndex) - Number(other.ariaRowIndex))
          .map((row) => row.children[at]?.textContent),
      place,
    );
};

/** The columns of a list, without that of the check boxes. */
const columnsOf = async (grid) =>
  await grid
    .getByRole('columnheader')
    .evaluateAll((all) => all.map((one) => one.ariaLabel).slice(1));

const openList = async (page, name) => {
  const { button, nav, panel, tab } = at(page);
  await button(name, nav).waitFor();
  await settled(page); // what was worked at lately comes between the lines, and moves them
  await button(name, nav).click();
  await tab(name)
    .and(page.getByRole('tab', { selected: true }))
    .waitFor();
  const list = panel(name);
  const bar = list.getByRole('toolbar', { name: `Elenco: ${name}` });
  const count = async () => await bar.getByRole('status').textContent();
  await until(async () => /\d/.test(await count()), { what: 'the list never counted' });
  return { list, bar, count, grid: table(list, name) };
};

/** The count above a list: of all, or of those that are left of all. */
const counts = (list, n, all) =>
  until(
    async () => (await list.count()).replace(/ \D+$/, '') === (all ? `${n} di ${all}` : String(n)),
    { what: `the list never counted ${n}` },
  );

/** An entry of a menu, whether it does something or is on or off. */
const entry = (page, name) =>
  ['menuitem', 'menuitemcheckbox', 'menuitemradio']
    .map((role) => page.getByRole(role, { name, exact: true }))
    .reduce((one, other) => one.or(other));

const menu = async (page, opener, item) => {
  await opener.click();
  await entry(page, item).click();
};

/** Run a command by its name. */
const command = async (page, name) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Cerca o esegui un comando' }).fill(`>${name}`);
  await page.getByRole('option', { name }).first().click();
};

const ofColumn = async (page, list, column, item) =>
  await menu(page, at(page).button(`Menu della colonna ${column}`, list.grid), item);

const save = async (panel) => {
  const foot = panel.getByRole('toolbar', { name: 'Salvataggio' });
  await foot.getByRole('button', { name: 'Salva', exact: true }).click();
  return foot.getByRole('status');
};

const saved = async (panel) => await (await save(panel)).filter({ hasText: 'Salvato' }).waitFor();

const fill = async (panel, values) => {
  for (const [name, value] of Object.entries(values)) {
    await panel.getByRole('textbox', { name, exact: true }).fill(value);
  }
};

const says = (box, text) =>
  until(async () => (await box.inputValue()) === text, { what: `it never said ${text}` });

const choose = async (page, combobox, option) => {
  await combobox.click();
  await page.getByRole('option', { name: option }).click();
};

const signIn = async (page, { email, password }) => {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Accedi' }).click();
  await page.getByRole('tab', { name: 'Scrivania' }).waitFor();
};

describe('a consultant works for an hour, by mouse', () => {
  const on = journey();

  it(
    'narrows, orders, groups and arranges a list, and finds it so on another PC',
    on(async ({ page }) => {
      const desk = await page();
      await signIn(desk, LOGINS.consultant);
      await desk.getByRole('heading', { name: /Carlo/ }).waitFor();
      const { button } = at(desk);
      const list = await openList(desk, 'Clienti');
      await counts(list, 40);

      // what stands below follows the row
      for (const name of ['Caseificio Brenta Soc. Coop.', 'Comune di Borgo Valpiana']) {
        await list.grid.getByRole('gridcell', { name, exact: true }).click();
        await list.list.getByRole('heading', { name }).waitFor();
      }
      await desk.getByRole('button', { name: /Cliente di lavoro PUB-001/ }).waitFor();

      // quick search, a filter of a column, a choice, conditions with and/or; chips take them away
      const search = list.list.getByRole('textbox', { name: 'Cerca: Clienti' });
      await search.fill('edil');
      await counts(list, 2, 40);
      await search.fill('');
      await counts(list, 40);
      await list.grid.getByRole('textbox', { name: 'Filtra Comune' }).fill('o');
      await counts(list, 23, 40);
      await button('Filtra Classe di rischio: tutti', list.grid).click();
      await desk.getByRole('menuitemcheckbox', { name: 'Medio' }).click();
      await desk.keyboard.press('Escape');
      const chips = list.list
        .getByRole('list', { name: 'Filtri attivi' })
        .getByRole('button', { name: /^Togli .*: / });
      await until(async () => (await chips.count()) === 2);
      await button('Filtro', list.bar).click();
      const builder = desk.getByRole('dialog', { name: 'Filtro: Clienti' });
      await builder
        .getByRole('combobox', { name: 'Come si uniscono' })
        .selectOption({ label: 'Vale almeno una di queste' });
      const condition = async (place, column, value) => {
        const item = builder.getByRole('listitem').nth(place);
        await item.getByRole('combobox', { name: 'Colonna' }).selectOption({ label: column });
        await item.getByRole('textbox', { name: 'Valore' }).fill(value);
      };
      await condition(0, 'Prov.', 'TV');
      await button('Condizione', builder).click();
      await condition(1, 'Ragione sociale', 'liceo');
      await button('Applica il filtro', builder).click();
      await until(async () => (await chips.count()) === 3);
      await until(async () => /^\d di 40$/.test(await list.count()));
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'hour list narrowed');
      for (const left of [2, 1]) {
        await chips.first().click();
        await until(async () => (await chips.count()) === left);
      }
      await button('Togli tutto', list.list).or(chips).first().click();
      await counts(list, 40);

      // order by two columns
      const header = (name) => list.grid.getByRole('columnheader', { name, exact: true });
      await header('Prov.').click();
      await header('Comune').click({ modifiers: ['Shift'] });
      await list.grid.getByRole('img', { name: 'crescente, 2º ordine' }).waitFor();
      await until(async () => (await said(list.grid, 'Prov.'))[0] === 'BG', {
        what: 'not in order',
      });
      assert.equal(await header('Prov.').getAttribute('aria-sort'), 'ascending');

      // columns: hide, move, pin, widen by the menu and by the mouse
      await ofColumn(desk, list, 'Sedi', 'Nascondi');
      await ofColumn(desk, list, 'Comune', 'Sposta a sinistra');
      await ofColumn(desk, list, 'Codici ATECO', 'Fissa a sinistra');
      const width = async () => (await header('Prov.').boundingBox()).width;
      const [before, box] = [await width(), await header('Prov.').boundingBox()];
      await desk.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
      await desk.mouse.down();
      await desk.mouse.move(box.x + box.width + 58, box.y + box.height / 2, { steps: 4 });
      await desk.mouse.up();
      await until(async () => (await width()) > before + 40, { what: 'the column did not widen' });
      await header('Consulente di riferimento').dragTo(header('Stato'));
      const columns = () => columnsOf(list.grid);
      await until(
        async () =>
          (await columns()).indexOf('Consulente di riferimento') <
          (await columns()).indexOf('Stato'),
      );

      await ofColumn(desk, list, 'Prov.', 'Raggruppa per questa colonna');
      await list.grid.getByRole('row', { name: /Prov\. BG 1/ }).waitFor();
      await list.grid.getByRole('button', { name: 'Apri BL' }).click();
      await list.grid.getByRole('gridcell', { name: 'Serramenti Dolomiti S.r.l.' }).waitFor();
      await shot(desk, 'hour list grouped');

      // kept as a view, there after a reload and on another PC
      await menu(
        desk,
        list.bar.getByRole('button', { name: /^Vista salvata/ }),
        'Salva come nuova vista…',
      );
      const naming = desk.getByRole('dialog', { name: 'Salva come nuova vista' });
      await naming.getByRole('textbox', { name: 'Nome' }).fill('Per provincia');
      await button('Salva', naming).click();
      await list.bar.getByRole('button', { name: 'Vista salvata: Per provincia' }).waitFor();
      const arranged = await columns();
      assert.ok(!arranged.includes('Sedi'));
      assert.ok(arranged.indexOf('Comune') < arranged.indexOf('Classe di rischio'));
      await desk.reload();
      await list.bar.getByRole('button', { name: 'Vista salvata: Per provincia' }).waitFor();
      await list.grid.getByRole('row', { name: /Prov\. BG 1/ }).waitFor();
      await until(async () => String(await columns()) === String(arranged));
      await openList(desk, 'Clienti'); // the same one, not a second
      assert.equal(await at(desk).tab('Clienti').count(), 1);

      const elsewhere = await page('consultant');
      const other = await openList(elsewhere, 'Clienti');
      await other.grid.getByRole('row', { name: /Prov\. BG 1/ }).waitFor();
      await until(async () => String(await columnsOf(other.grid)) === String(arranged));
      const found = other.grid.getByRole('columnheader', { name: 'Prov.', exact: true });
      await until(async () => (await found.boundingBox()).width > before + 40);
      await menu(
        elsewhere,
        other.bar.getByRole('button', { name: /^Vista salvata/ }),
        'Elenco completo',
      );
      await counts(other, 40);
    }),
  );

  it(
    'changes every kind of field, is told what is wrong, and saves',
    on(async ({ page }) => {
      const [desk, other] = [await page('consultant'), await page('admin')];
      const list = await openList(desk, 'Clienti');
      await menu(desk, list.bar.getByRole('button', { name: /^Vista salvata/ }), 'Elenco completo');
      const theirs = await openList(other, 'Clienti');
      await list.grid.getByRole('gridcell', { name: 'Caseificio Brenta Soc. Coop.' }).dblclick();
      const form = at(desk).panel(/Caseificio Brenta/);
      await form.getByRole('textbox', { name: 'Ragione sociale' }).waitFor();
      await fill(form, {
        'Nome breve': 'Brenta latte',
        'Inizio attività': '1/3/1980',
        'Via e numero': 'Via Roma 7',
        'Partita IVA': '12345678901',
      });
      const codes = form.getByRole('textbox', { name: 'Codici ATECO' });
      await codes.fill('10.52');
      await codes.press('Enter');
      await choose(desk, form.getByRole('combobox', { name: 'Stato' }), 'Sospeso');
      const lead = form.getByRole('combobox', { name: 'Consulente di riferimento' });
      await lead.fill('ross');
      await desk.getByRole('option', { name: /Giulia Rossi/ }).click();
      assert.equal(await desk.getByRole('option', { name: 'Creane uno nuovo' }).count(), 0);

      // beside the field, and in the summary
      await save(form);
      const alert = form.getByRole('alert');
      await alert
        .getByRole('button', { name: 'Partita IVA: L’ultima cifra dovrebbe essere 3.' })
        .click();
      const vat = form.getByRole('textbox', { name: 'Partita IVA' });
      await focused(vat);
      await until(async () => (await vat.getAttribute('aria-invalid')) === 'true');
      const note = await vat.getAttribute('aria-describedby');
      assert.match(
        await desk.locator(`[id="${note?.split(' ')[0]}"]`).textContent(),
        /L’ultima cifra dovrebbe essere 3/,
      );
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'hour form wrong');
      await vat.fill('12345678903');
      await saved(form);
      await alert.waitFor({ state: 'detached' });
      await says(form.getByRole('textbox', { name: 'Inizio attività' }), '01/03/1980');

      // another's list shows it by itself
      const theirRow = theirs.grid.getByRole('row', { name: /Caseificio Brenta/ });
      await theirRow.getByRole('gridcell', { name: 'Sospeso' }).waitFor();
      await theirRow.getByRole('gridcell', { name: '10.51, 10.52' }).waitFor();
      // the next one, and back
      await at(desk).button('Successivo', form).click();
      await desk.getByRole('heading', { name: 'Centro Medico San Luca S.r.l.' }).waitFor();
    }),
  );

  it(
    'makes a customer, a site and its departments; copies, archives and restores',
    on(async ({ page }) => {
      const desk = await page('consultant');
      const { button, panel, tab } = at(desk);
      const list = await openList(desk, 'Clienti');
      await button('Nuovo cliente', list.bar).dblclick(); // who clicks twice means it once
      const form = panel('Nuovo cliente');
      await form.getByRole('textbox', { name: 'Ragione sociale' }).waitFor();
      assert.equal(await desk.getByRole('tab', { name: /^Nuovo cliente/ }).count(), 1);
      await save(form);
      await form
        .getByRole('alert')
        .getByRole('button', { name: /^Ragione sociale: / })
        .waitFor();
      await fill(form, {
        'Ragione sociale': 'Vetreria Prova S.r.l.',
        'Via e numero': 'Via Murano 3',
        CAP: '30141',
        Comune: 'Venezia',
        Provincia: 'VE',
      });
      await form.getByRole('textbox', { name: 'Codici ATECO' }).fill('23.12');
      await desk.keyboard.press('Enter');
      await save(form);
      const customer = panel('Vetreria Prova S.r.l.');
      await customer.getByRole('heading', { name: 'Vetreria Prova S.r.l.' }).waitFor();

      await button('Nuova sede', customer).click();
      const newSite = panel('Nuova sede');
      await fill(newSite, {
        Codice: 'S1',
        Nome: 'Vetreria di Murano',
        'Via e numero': 'Via Murano 3',
        CAP: '30141',
        Comune: 'Venezia',
        Provincia: 'VE',
        Superficie: '1.250,5',
      });
      await says(newSite.getByRole('combobox', { name: 'Cliente' }), 'Vetreria Prova S.r.l.');
      await save(newSite);
      const site = panel('Vetreria di Murano');
      await site.getByRole('heading', { name: 'Vetreria di Murano' }).waitFor();

      // departments, one within the other
      await command(desk, 'Nuovo reparto');
      const department = panel('Nuovo reparto');
      await fill(department, { Nome: 'Fornace' });
      await save(department);
      await desk.getByRole('heading', { name: 'Fornace' }).waitFor();
      await tab('Vetreria di Murano').click();
      const tree = table(site, 'Reparti');
      await tree.getByRole('gridcell', { name: 'Fornace' }).click({ button: 'right' });
      await desk.getByRole('menuitem', { name: 'Nuovo reparto interno' }).click();
      const inner = panel(/^Nuovo reparto/);
      await fill(inner, { Nome: 'Soffieria' });
      await says(inner.getByRole('combobox', { name: 'Fa parte di' }), 'Fornace');
      await save(inner);
      await desk.getByRole('heading', { name: 'Soffieria' }).waitFor();
      await tab('Vetreria di Murano').click();
      const deep = tree.getByRole('row', { name: /Soffieria/ });
      await deep.and(desk.locator('[aria-level="2"]')).waitFor();
      await shot(desk, 'hour site tree');

      // a copy with all of it
      await menu(desk, button('Altre azioni', site), 'Copia con il contenuto…');
      const plan = desk.getByRole('table', { name: 'Che cosa verrà creato' });
      const code = plan.getByRole('textbox', { name: /^Codice di Vetreria di Murano/ });
      await says(code, 'S2');
      await plan
        .getByRole('textbox', { name: /^Nome di Vetreria di Murano/ })
        .fill('Vetreria di Mestre');
      await desk.getByRole('button', { name: 'Crea la copia' }).click();
      await desk.getByRole('button', { name: 'Apri la copia' }).click();
      const copy = panel('Vetreria di Mestre');
      await table(copy, 'Reparti')
        .getByRole('row', { name: /Soffieria/ })
        .waitFor();

      // away, and back
      await menu(desk, button('Altre azioni', copy), 'Archivia');
      const sure = desk.getByRole('alertdialog', { name: 'Archiviare la sede?' });
      await button('Archivia', sure).click();
      await button('Ripristina', copy).waitFor();
      const sites = await openList(desk, 'Sedi');
      const shown = sites.grid.getByRole('gridcell', { name: 'Vetreria di Mestre' });
      await shown.waitFor({ state: 'detached' });
      await menu(desk, button('Gruppi e altezza delle righe', sites.bar), 'Archiviati');
      await shown.click();
      await menu(desk, button('Altre azioni', sites.bar), 'Ripristina');
      await until(async () => (await shown.count()) === 0, { what: 'it is still archived' });
      await sites.bar.getByRole('button', { name: /^Togli Archiviato il/ }).click();
      await sites.grid.getByRole('textbox', { name: 'Filtra Nome' }).fill('Mestre');
      await shown.waitFor();
      await sites.grid.getByRole('textbox', { name: 'Filtra Nome' }).fill('');

      // made from the picker: the site of a department of the whole
      await button('Nuova sede', sites.bar).click();
      const another = panel('Nuova sede');
      const owner = another.getByRole('combobox', { name: 'Cliente' });
      await owner.fill('vetreria');
      await desk.getByRole('option', { name: /Vetreria Prova/ }).waitFor();
      await desk.getByRole('option', { name: 'Creane uno nuovo' }).click();
      const made = desk.getByRole('dialog', { name: 'Nuovo cliente' }).or(panel('Nuovo cliente'));
      await fill(made, {
        'Ragione sociale': 'Specchi Laguna S.n.c.',
        'Via e numero': 'Riva 1',
        CAP: '30141',
        Comune: 'Venezia',
        Provincia: 'VE',
      });
      await made.getByRole('textbox', { name: 'Codici ATECO' }).fill('23.12');
      await desk.keyboard.press('Enter');
      await save(made);
      await says(owner, 'Specchi Laguna S.n.c.');
      await choose(desk, owner, 'Scegli dall’elenco completo');
      const picker = desk.getByRole('dialog', { name: 'Scegli un cliente' });
      await picker.getByRole('textbox', { name: 'Cerca: Clienti' }).fill('liceo');
      await picker.getByRole('gridcell', { name: /Liceo Scientifico/ }).dblclick();
      await until(async () => /Liceo Scientifico/.test(await owner.inputValue()));
    }),
  );

  it(
    'takes what the list shows as a file',
    on(async ({ page }) => {
      const desk = await page('consultant');
      const { button } = at(desk);
      const list = await openList(desk, 'Clienti');
      await menu(desk, list.bar.getByRole('button', { name: /^Vista salvata/ }), 'Elenco completo');
      await list.grid.getByRole('textbox', { name: 'Filtra Prov.' }).fill('TN');
      await until(async () => /^\d+ di \d+$/.test(await list.count()));
      const rows = Number.parseInt(await list.count(), 10);
      const columns = await columnsOf(list.grid);
      const tray = desk.getByRole('dialog', { name: 'Lavori' });
      const fetched = async (kind, ending) => {
        await menu(desk, button('Esporta', list.bar), kind);
        await desk.getByRole('button', { name: /^Lavori/ }).click();
        const link = tray.getByRole('link', { name: new RegExp(`^Scarica .*${ending}$`) });
        const [file] = await Promise.all([desk.waitForEvent('download'), link.click()]);
        assert.match(file.suggestedFilename(), new RegExp(`^Clienti .*\\.${ending}$`));
        await shot(desk, `hour tray ${ending}`);
        await desk.keyboard.press('Escape');
        return await readFile(await file.path());
      };
      const lines = (await fetched('Testo (CSV)', 'csv'))
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trim()
        .split(/\r?\n/);
      assert.deepEqual(
        lines[0].split(';').map((name) => name.replaceAll('"', '')),
        columns,
      );
      assert.equal(lines.length - 1, rows);
      assert.ok(lines.slice(1).every((line) => line.includes(';TN;')));
      const book = await fetched('Excel (XLSX)', 'xlsx');
      assert.equal(book.subarray(0, 2).toString(), 'PK');
      assert.deepEqual(sheetOf(book, 'Ragione sociale'), { columns, rows });
    }),
  );
});

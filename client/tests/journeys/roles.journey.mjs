/** What a customer's user and an administrator find: each what he may, and nothing that would be refused. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, LOGINS, shot, until } from './harness.mjs';
import { CATALOGUE, places, STUDIO, settled, WORK } from './screens.mjs';

const openList = async (page, name) => {
  const nav = page.getByRole('navigation', { name: 'Principale' });
  await nav.getByRole('button', { name, exact: true }).waitFor();
  await settled(page);
  await nav.getByRole('button', { name, exact: true }).click();
  return listed(page, name);
};

/** A list that is opening, when it has counted its rows. */
const listed = async (page, name) => {
  const panel = page.getByRole('tabpanel', { name, exact: true });
  const count = panel.getByRole('toolbar', { name: `Elenco: ${name}` }).getByRole('status');
  await count.filter({ hasText: /\d/ }).waitFor();
  return { panel, count, grid: panel.getByRole('grid', { name, exact: true }) };
};

/** What is offered in a menu, and the menu closed again. */
const offered = async (page, open) => {
  await open();
  const items = page.getByRole('menu').getByRole('menuitem');
  await items.first().waitFor();
  const names = await items.evaluateAll((all) =>
    all.map((one) => one.ariaLabel ?? one.textContent),
  );
  await page.keyboard.press('Escape');
  await items.first().waitFor({ state: 'detached' });
  return names;
};

const WRITING = /nuov|archivia|elimina|duplica|ripristina|modifica/i;

describe('people with other rights', () => {
  const on = journey();

  it(
    'a customer reads what is his, and is offered nothing else',
    on(async ({ page, server }) => {
      const desk = await page('customer');
      const nav = desk.getByRole('navigation', { name: 'Principale' });
      await nav.getByRole('button', { name: 'Sedi', exact: true }).waitFor();
      assert.equal(await nav.getByRole('button', { name: 'Utenti' }).count(), 0);

      // he is led to the file of his firm; the list of customers is there by its address only
      assert.equal(await nav.getByRole('button', { name: 'Clienti', exact: true }).count(), 0);
      await nav.getByRole('button', { name: 'La tua azienda', exact: true }).click();
      const file = desk.getByRole('tabpanel', {
        name: /^Fascicolo · Officine Meccaniche Valsesia/,
      });
      await file.getByRole('tab', { name: /^Allegati/ }).click();
      await file.getByText('Nessun file.').waitFor();
      assert.equal(await file.getByRole('button', { name: 'Aggiungi file' }).count(), 0);
      await desk.goto(`${server.url}/#/view/org.customers`);
      const list = await listed(desk, 'Clienti');
      await list.count.filter({ hasText: /^1 / }).waitFor();
      assert.equal(await list.panel.getByRole('button', { name: WRITING }).count(), 0);
      assert.equal(
        await list.grid.getByRole('columnheader', { name: 'Consulente di riferimento' }).count(),
        0,
      );
      const row = list.grid.getByRole('gridcell', { name: 'Officine Meccaniche Valsesia S.r.l.' });
      const onRow = await offered(desk, () => row.click({ button: 'right' }));
      assert.deepEqual(
        onRow.filter((name) => WRITING.test(name)),
        [],
      );
      const more = await offered(desk, () =>
        list.panel.getByRole('button', { name: 'Altre azioni' }).first().click(),
      );
      assert.deepEqual(
        more.filter((name) => WRITING.test(name)),
        [],
      );

      // his record is there to be read: no field to type into, nothing to save
      await row.dblclick();
      const record = desk.getByRole('tabpanel', { name: /Officine Meccaniche Valsesia/ });
      await record.getByRole('heading', { name: 'Officine Meccaniche Valsesia S.r.l.' }).waitFor();
      await record.getByText('23552880090').first().waitFor();
      assert.equal(await record.getByRole('textbox').count(), 0);
      assert.equal(await record.getByRole('button', { name: 'Salva' }).count(), 0);
      assert.equal(await record.getByText('Consulente di riferimento').count(), 0);
      await shot(desk, 'roles customer record');

      // his file holds what he sees
      const sites = await openList(desk, 'Sedi');
      await sites.count.filter({ hasText: /^3 / }).waitFor();

      // what is not his is not found, by name or by its address
      await desk.keyboard.press('Control+k');
      await desk.getByRole('combobox', { name: 'Cerca o esegui un comando' }).fill('caseificio');
      await desk.getByText('Niente si chiama «caseificio».').waitFor();
      assert.equal(await desk.getByRole('option', { name: /Caseificio/ }).count(), 0);
      await desk.keyboard.press('Escape');
      const consultant = await page('consultant');
      const theirs = await openList(consultant, 'Clienti');
      await theirs.grid.getByRole('gridcell', { name: 'Caseificio Brenta Soc. Coop.' }).dblclick();
      await until(() => /org\.customers\//.test(consultant.url()));
      await desk.goto(`${server.url}/${new URL(consultant.url()).hash}`);
      await desk.getByText('Questo elemento non esiste più o non puoi vederlo.').waitFor();
      assert.equal(await desk.getByText('Caseificio').count(), 0);
    }),
  );

  it(
    'each is offered his own places, and an address leads no further',
    on(async ({ page, server }) => {
      const ADMINS = ['Edizioni del catalogo', ...STUDIO.filter((name) => name !== 'Importazioni')];
      const theStudios = CATALOGUE.filter((name) => name !== 'Metodi'); // anybody may compute
      const customer = await page('customer');
      const his = await places(customer);
      assert.deepEqual(
        ['La tua azienda', ...WORK].filter((name) => !his.includes(name)),
        [],
      );
      assert.deepEqual(
        ['Clienti', 'Importazioni', ...theStudios, ...ADMINS].filter((name) => his.includes(name)),
        [],
      );
      const consultant = await page('consultant');
      const theirs = await places(consultant);
      assert.deepEqual(
        ['Clienti', 'Importazioni', ...WORK, ...CATALOGUE].filter((name) => !theirs.includes(name)),
        ['Edizioni del catalogo'],
      );
      assert.deepEqual(
        ADMINS.filter((name) => theirs.includes(name)),
        ['Registro'], // of the customers he manages
      );
      // by its address he finds himself, and nobody else
      await customer.goto(`${server.url}/#/view/auth.users`);
      const people = customer.getByRole('gridcell', { name: /@/ });
      await people.first().waitFor();
      await until(async () => (await people.allTextContents()).join() === LOGINS.customer.email);
    }),
  );

  it(
    'an administrator makes a user and says what he sees',
    on(async ({ page }) => {
      const desk = await page('admin');
      const list = await openList(desk, 'Utenti');
      await list.count.filter({ hasText: /^7 / }).waitFor();
      await list.panel.getByRole('button', { name: 'Nuovo utente' }).click();
      const form = desk.getByRole('dialog', { name: 'Nuovo utente' });
      const foot = form.getByRole('toolbar', { name: 'Salvataggio' });
      const field = (name) => form.getByRole('textbox', { name, exact: true });
      await field('E-mail').fill('not an address');
      await field('Nome').fill('Elena');
      await field('Cognome').fill('Ferri');
      await form.getByRole('combobox', { name: 'Ruolo' }).click();
      await desk.getByRole('option', { name: 'Utente del cliente' }).click();
      await foot.getByRole('button', { name: 'Salva', exact: true }).click();
      await form
        .getByRole('alert')
        .getByRole('button', { name: /^E-mail: / })
        .waitFor();
      await field('E-mail').fill('elena.ferri@cliente.example');
      await foot.getByRole('button', { name: 'Salva', exact: true }).click();
      await form.waitFor({ state: 'detached' });
      const handed = desk.getByRole('dialog', { name: 'Un collegamento da consegnare' });
      const link = await handed.getByRole('textbox', { name: 'Collegamento' }).inputValue();
      assert.match(link, /^https?:.*#reset=/);
      await handed.getByRole('button', { name: 'Chiudi' }).click();
      await handed.waitFor({ state: 'detached' });
      const made = list.grid.getByRole('row', { name: /elena\.ferri@cliente\.example/ });
      await made.getByRole('gridcell', { name: 'Ferri', exact: true }).click();
      await list.panel.getByRole('heading', { name: 'Elena Ferri' }).waitFor();

      // what she sees: one customer, by its name
      const grants = list.panel.getByRole('grid', { name: 'Clienti che vede' });
      await desk.keyboard.press('Control+k');
      await desk
        .getByRole('combobox', { name: 'Cerca o esegui un comando' })
        .fill('>Nuovo permesso');
      await desk.getByRole('option', { name: 'Nuovo permesso' }).first().click();
      const grant = desk.getByRole('dialog', { name: 'Nuovo permesso' });
      await grant.getByRole('combobox', { name: 'Cliente' }).fill('caseif');
      await desk.getByRole('option', { name: /Caseificio Brenta/ }).click();
      const level = grant.getByRole('combobox', { name: 'Livello' });
      if ((await level.count()) > 0) {
        await level.click();
        await desk.getByRole('option').first().click();
      } else {
        await grant.getByRole('radio').first().check({ force: true });
      }
      await shot(desk, 'roles grant');
      await grant
        .getByRole('toolbar', { name: 'Salvataggio' })
        .getByRole('button', { name: 'Salva', exact: true })
        .click();
      await grants.getByRole('gridcell', { name: 'Caseificio Brenta Soc. Coop.' }).waitFor();
      await shot(desk, 'roles users');
    }),
  );

  it(
    'a person sets how it looks and reads, and goes',
    on(async ({ page }) => {
      const desk = await page('consultant');
      await desk.getByRole('heading', { name: /Carlo/ }).waitFor();
      const html = (name) =>
        desk.evaluate((one) => document.documentElement.getAttribute(one), name);
      const profile = async () => {
        await desk.getByRole('button', { name: /il tuo menu$/ }).click();
      };
      const command = async (words) => {
        await desk.keyboard.press('Control+k');
        await desk.getByRole('combobox', { name: 'Cerca o esegui un comando' }).fill(`>${words}`);
        await desk.getByRole('option', { name: words }).first().click();
      };
      await command('Scuro');
      await until(async () => (await html('data-theme')) === 'dark');
      await shot(desk, 'roles dark');
      await command('Righe compatte');
      await until(async () => (await html('data-density')) === 'compact');
      await profile();
      await desk
        .getByRole('menuitem', { name: /Profilo|Impostazioni/ })
        .first()
        .click();
      const settings = desk.getByRole('dialog').last();
      await settings.waitFor();
      await shot(desk, 'roles settings');
      await settings
        .getByRole('radio', { name: 'English' })
        .or(settings.getByRole('button', { name: 'English' }))
        .first()
        .click({ force: true });
      await desk.getByRole('navigation', { name: 'Main' }).waitFor();
      await desk.reload();
      await desk
        .getByRole('navigation', { name: 'Main' })
        .getByRole('button', { name: 'Customers', exact: true })
        .click();
      const list = desk.getByRole('tabpanel', { name: 'Customers' });
      await list
        .getByRole('grid', { name: 'Customers' })
        .getByRole('gridcell', { name: 'Caseificio Brenta Soc. Coop.' })
        .dblclick();
      const form = desk.getByRole('tabpanel', { name: /Caseificio/ });
      await form.getByRole('textbox', { name: 'VAT number' }).fill('12345678901');
      await form
        .getByRole('toolbar', { name: 'Saving' })
        .getByRole('button', { name: 'Save', exact: true })
        .click();
      await form
        .getByRole('alert')
        .getByRole('button', { name: /^VAT number: The last digit should be 3/ })
        .waitFor();
      await form.getByRole('textbox', { name: 'VAT number' }).fill('12345678903');
      await form
        .getByRole('toolbar', { name: 'Saving' })
        .getByRole('button', { name: 'Save', exact: true })
        .click();
      await form.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
      assert.equal(await html('data-theme'), 'dark');
      await shot(desk, 'roles english');
      await desk.getByRole('button', { name: /your menu$/ }).click();
      await desk.getByRole('menuitem', { name: 'Log out' }).click();
      await desk.getByRole('heading', { name: 'Sign in' }).waitFor();
    }),
  );
});

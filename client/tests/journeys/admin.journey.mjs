/** Who may what: somebody is made, invited, let see something, loses it again, and is let out. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, LOGINS, shot, until } from './harness.mjs';
import { grid, list, ready } from './records.mjs';

const MAIL = 'paolo.neri@studio.example';
const PASSWORD = 'quattro pere verdi 81';
const HOTEL = 'Albergo Terme Adige S.r.l.';
const WORKS = 'Officine Meccaniche Valsesia S.r.l.';
const OFFICES = 'Uffici di Borgosesia'; // one of the works' three sites
const OTHER = 'Caseificio Brenta Soc. Coop.';

const cell = (page, name) =>
  page.getByRole('gridcell', { name, exact: true }).filter({ visible: true }).first();
const count = (page, name) =>
  page.getByRole('toolbar', { name: `Elenco: ${name}` }).getByRole('status');
const counts = (page, name, number) =>
  until(async () => (await count(page, name).textContent())?.startsWith(`${number} `), {
    what: `${name} never counted ${number}`,
  });
const menu = async (page, name, action) => {
  await cell(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: action }).click();
};
const confirm = async (page, name) => {
  const asked = page.getByRole('alertdialog');
  await asked.getByRole('button', { name, exact: true }).click();
  await asked.waitFor({ state: 'detached' });
};

describe('an administrator', () => {
  const on = journey();

  const makes = async (boss) => {
    await list(boss, 'Utenti');
    await boss.getByRole('button', { name: 'Nuovo utente' }).click();
    const made = boss.getByRole('dialog', { name: 'Nuovo utente' });
    const typed = (name) => made.getByRole('textbox', { name, exact: true });
    await typed('Nome').fill('Paolo');
    await typed('Cognome').fill('Neri');
    await typed('E-mail').fill(MAIL);
    await made.getByRole('combobox', { name: 'Ruolo' }).click();
    await boss.getByRole('option', { name: 'Consulente', exact: true }).click();
    await made.getByRole('button', { name: 'Salva', exact: true }).click();
    const handed = boss.getByRole('dialog', { name: 'Un collegamento da consegnare' });
    const link = await handed.getByRole('textbox', { name: 'Collegamento' }).inputValue();
    assert.match(link, /#reset=/);
    assert.deepEqual(await axe(boss), []);
    await shot(boss, 'admin link');
    await handed.getByRole('button', { name: 'Chiudi' }).click();
    await handed.waitFor({ state: 'detached' });
    return link.replace(/^https?:\/\/[^/]+/, '');
  };

  const gives = async (boss, customer, level, site, became = 'Dato') => {
    await menu(boss, MAIL, /^Dai più clienti/);
    const dialog = boss.getByRole('dialog', { name: 'Dai permessi' });
    await dialog.getByText(/Paolo Neri|Neri Paolo/).waitFor();
    await dialog.getByRole('combobox', { name: 'Clienti' }).fill(customer.slice(0, 18));
    await boss.getByRole('option', { name: new RegExp(customer.slice(0, 18)) }).click();
    await dialog.getByRole('radio', { name: new RegExp(`^${level}`) }).check();
    if (site !== undefined) {
      await dialog.getByRole('combobox', { name: 'Sedi' }).fill(site);
      await boss.getByRole('option', { name: new RegExp(site) }).click();
      await dialog.getByRole('listitem').filter({ hasText: site }).waitFor();
      assert.deepEqual(await axe(boss), []);
      await shot(boss, 'admin give');
    }
    await dialog.getByRole('button', { name: 'Dai accesso' }).click();
    await dialog.getByRole('cell', { name: became }).waitFor();
    await dialog.getByRole('button', { name: 'Fatto' }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  /** The link opens once; the password that is chosen opens the door. */
  const arrives = async (page, link) => {
    const paolo = await page(undefined, { path: link });
    paolo.expects(/status of 40[134]/);
    await paolo.getByRole('heading', { name: 'Benvenuto, Paolo' }).waitFor();
    assert.deepEqual(await axe(paolo), []);
    await shot(paolo, 'admin welcome');
    await paolo.getByLabel('Nuova password', { exact: true }).fill(PASSWORD);
    await paolo.keyboard.press('Enter');
    await paolo.getByRole('button', { name: "Vai all'accesso" }).click();
    const known = paolo.getByRole('textbox', { name: 'E-mail' });
    await until(async () => (await known.inputValue()) === MAIL);
    await paolo.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await paolo.getByRole('button', { name: 'Accedi' }).click();
    await ready(paolo);
    const again = await page(undefined, { path: link });
    again.expects(/status of 404/);
    await again.getByRole('heading', { name: 'Questo collegamento non vale più' }).waitFor();
    return paolo;
  };

  /** The newest first: what was done to the rights of somebody, by whom, and both values of it. */
  const writtenDown = async (boss) => {
    await list(boss, 'Registro');
    await boss.getByText(/Catena integra fino al/).waitFor();
    const events = grid(boss).getByRole('row');
    const change = boss.getByRole('region', { name: 'Che cosa è cambiato' });
    const shows = async (deed, kind, sentence, ...lines) => {
      const event = events.filter({ hasText: deed }).filter({ hasText: kind });
      await event
        .filter({ hasText: 'Neri Paolo' })
        .first()
        .getByRole('gridcell', { name: kind })
        .click();
      await change.getByText(sentence).waitFor();
      for (const line of lines) await change.getByRole('row', { name: line }).waitFor();
    };
    await shows('Modifica', 'Utente', /ha modificato attivo di/, /Attivo Sì No/);
    assert.deepEqual(await axe(boss), []);
    await shot(boss, 'admin audit');
    await shows('Modifica', 'Permesso', /ha modificato livello di/, /Livello Modifica Lettura/);
    await shows('Creazione', 'Utente', /ha creato «Neri Paolo»/, new RegExp(`E-mail ${MAIL}`));
    await shows('Creazione', 'Permesso', /ha creato/);
    const gone = events.filter({ hasText: 'Eliminazione' }).filter({ hasText: 'Permesso' }).first();
    await gone.getByRole('gridcell', { name: 'Permesso' }).click();
    await change.getByText(/ha eliminato/).waitFor();
    await change.getByRole('row', { name: /Livello Lettura/ }).waitFor();
  };

  it(
    'makes somebody, who is let in, sees what was given and no more, loses it, and is out',
    on(async ({ page }) => {
      const boss = await ready(await page('admin'));
      const paolo = await arrives(page, await makes(boss));
      await gives(boss, WORKS, 'Modifica', OFFICES);
      await gives(boss, HOTEL, 'Modifica');
      await gives(boss, HOTEL, 'Lettura', undefined, 'Cambiato; prima: Modifica');

      // what he is said to see …
      await menu(boss, MAIL, 'Che cosa vede');
      const seen = boss.getByRole('region', { name: 'Che cosa vede' });
      const lines = seen.getByRole('table', { name: /^Clienti/ }).getByRole('row');
      await lines.nth(2).waitFor();
      const told = await lines.allTextContents();
      assert.equal(told.length, 3);
      assert.match(told[1], new RegExp(`^${HOTEL}.*LetturaTutte le sedi`));
      assert.match(told[2], new RegExp(`^${WORKS}.*ModificaSolo ${OFFICES}`));
      assert.deepEqual(await axe(boss), []);
      await shot(boss, 'admin seen');

      // … is what he sees: in lists, by search, by address
      await list(paolo, 'Clienti');
      await counts(paolo, 'Clienti', 2);
      for (const name of [HOTEL, WORKS]) await cell(paolo, name).waitFor();
      await list(paolo, 'Sedi');
      await counts(paolo, 'Sedi', 2);
      await cell(paolo, OFFICES).waitFor();
      const asked = paolo.getByRole('combobox', { name: 'Cerca o esegui un comando' });
      await paolo.keyboard.press('Control+k');
      await asked.fill('borgosesia');
      await paolo
        .getByRole('option', { name: new RegExp(OFFICES) })
        .first()
        .waitFor();
      await asked.fill('caseificio');
      await paolo.getByText('Niente si chiama «caseificio».').waitFor();
      await paolo.keyboard.press('Escape');
      await list(boss, 'Clienti');
      await cell(boss, OTHER).dblclick();
      await until(() => /org\.customers\//.test(boss.url()));
      const foreign = new URL(boss.url()).hash;
      await paolo.evaluate((hash) => {
        location.hash = hash;
      }, foreign);
      await paolo.getByText('Questo elemento non esiste più o non puoi vederlo.').first().waitFor();
      assert.equal(await paolo.getByText('Caseificio').count(), 0);

      // who reads is offered nothing to change; what is taken away leaves his open screens
      await list(paolo, 'Clienti');
      await cell(paolo, HOTEL).dblclick();
      await paolo.getByRole('tab', { name: HOTEL, selected: true }).waitFor();
      await list(paolo, 'Clienti');
      await list(boss, 'Utenti');
      await cell(boss, MAIL).click();
      await grid(boss, 'Clienti che vede')
        .getByRole('gridcell', { name: HOTEL })
        .click({ button: 'right' });
      await boss.getByRole('menuitem', { name: 'Togli permesso' }).click();
      await confirm(boss, 'Togli permesso');
      await counts(paolo, 'Clienti', 1);
      await cell(paolo, HOTEL).waitFor({ state: 'detached' });
      await shot(paolo, 'admin lost');

      // and when he is disabled, he is out; afterwards only what applies is offered
      await menu(boss, MAIL, 'Disattiva');
      await confirm(boss, 'Disattiva');
      const out = paolo.getByRole('alertdialog', { name: 'Ciao, Paolo' });
      await out.waitFor();
      await out.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await paolo.keyboard.press('Enter');
      await out.getByRole('alert').waitFor();
      await shot(paolo, 'admin out');
      await cell(boss, MAIL).click({ button: 'right' });
      await boss.getByRole('menuitem', { name: 'Riattiva' }).waitFor();
      assert.equal(await boss.getByRole('menuitem', { name: 'Disattiva' }).count(), 0);
      await boss.keyboard.press('Escape');
      await boss.getByRole('tab', { name: /^Che cosa vede/ }).click();
      await seen.getByText('Disattivato: non può entrare').waitFor();

      // all of it is written down, with both values
      await writtenDown(boss);
    }),
  );

  it(
    'has somebody choose another password, who goes on where he was',
    on(async ({ page }) => {
      const { email, password } = LOGINS.consultant;
      const carlo = await ready(await page('consultant'));
      carlo.expects(/status of 40[13]/);
      await list(carlo, 'Clienti');
      const boss = await ready(await page('admin'));
      await list(boss, 'Utenti');
      await menu(boss, email, 'Fai cambiare la password');
      const asked = boss.getByRole('alertdialog', { name: 'Far cambiare la password?' });
      assert.deepEqual(await axe(boss), []);
      await asked.getByRole('button', { name: 'Fai cambiare la password' }).click();
      const again = carlo.getByRole('alertdialog', { name: 'Ciao, Carlo' });
      await again.waitFor();
      await again.getByLabel('Password', { exact: true }).fill(password);
      await carlo.keyboard.press('Enter');
      await carlo.getByRole('heading', { name: 'Scegli una nuova password' }).waitFor();
      assert.deepEqual(await axe(carlo), []);
      await shot(carlo, 'admin must change');
      await carlo.getByLabel('Password attuale', { exact: true }).fill(password);
      await carlo.getByLabel('Nuova password', { exact: true }).fill(PASSWORD);
      await carlo.keyboard.press('Enter');
      await ready(carlo);
    }),
  );
});

/**
 * What a machine can tell of who sees and reaches what: every screen and everything that opens over
 * one, in each theme, in both languages where words are long, and as it is for fingers.
 */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, DISCONNECTED, focused, journey, until } from './harness.mjs';

const LIST = '/#/view/org.customers';
const role = (page, ...named) =>
  page
    .getByRole(...named)
    .filter({ visible: true })
    .first();
const button = (page, name) => role(page, 'button', { name });
const exactly = (page, name) => role(page, 'button', { name, exact: true });
const overlay = (page) =>
  page.getByRole('dialog').or(page.getByRole('menu')).or(page.getByRole('alertdialog')).last();

const listed = async (page) => {
  await page.getByRole('gridcell').nth(20).waitFor();
  await page.locator('.yg-row.cur').first().waitFor();
};
/** The focus comes to the rows by itself; keys are for them then. */
const entered = (page) => focused(page.getByRole('grid').first());
const formed = (page) => page.getByRole('toolbar', { name: 'Salvataggio' }).last().waitFor();
const opened = async (page, act) => {
  await act();
  await overlay(page).waitFor();
};
const away = async (page) => {
  const gone = async () => (await overlay(page).count()) === 0;
  // Escape takes back what was typed before it closes
  await until(async () => {
    if (await gone()) return true;
    await page.keyboard.press('Escape');
    return await until(gone, { within: 1000 }).then(
      () => true,
      () => false,
    );
  });
};

/** What stands at one place after the other; all that is found is told at the end, with its name. */
class Walk {
  #found = [];
  #page;
  #looked;

  constructor(page, looked = {}) {
    this.#page = page;
    this.#looked = looked;
  }

  async see(name, act = async () => undefined) {
    await act();
    this.#found.push(...(await axe(this.#page, this.#looked)).map((one) => `${name}: ${one}`));
  }

  /** Something over the page, which goes away again. */
  async over(name, act) {
    await this.see(name, () => opened(this.#page, act));
    await away(this.#page);
  }

  end() {
    assert.deepEqual(this.#found, []);
  }
}

describe('axe finds nothing', () => {
  const on = journey();

  it(
    'at the door',
    on(async ({ page }) => {
      const desk = await page();
      desk.expects(/status of 40[019]/);
      const walk = new Walk(desk);
      await walk.see('login', () => role(desk, 'textbox').waitFor());
      await walk.see('wrong password', async () => {
        await role(desk, 'textbox', { name: 'E-mail' }).fill('nobody@example.it');
        await desk.getByLabel('Password', { exact: true }).fill('not this one');
        await exactly(desk, 'Accedi').click();
        await desk.getByRole('alert').waitFor();
      });
      await desk.context().route('**/auth/state', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ json: { ...(await answer.json()), admin: false } });
      });
      await walk.see('first run', async () => {
        await desk.reload();
        await desk.getByRole('textbox').nth(2).waitFor();
      });
      walk.end();
    }),
  );

  it(
    'on the desktop and in what the frame opens',
    on(async ({ page }) => {
      const desk = await page('admin');
      const walk = new Walk(desk);
      await walk.see('desktop', () => role(desk, 'region', { name: 'Comincia da' }).waitFor());
      await walk.over('palette', () => desk.keyboard.press('Control+k'));
      await walk.over('hits', async () => {
        await desk.keyboard.press('Control+k');
        await desk.keyboard.type('mec');
        await desk.getByRole('option', { name: /MEC-/ }).first().waitFor();
      });
      await walk.over('customers', () => desk.keyboard.press('Control+j'));
      await walk.over('keys', () => desk.keyboard.press('F1'));
      await walk.over('jobs', () => button(desk, /^Lavori/).click());
      await walk.over('notices', () => button(desk.getByRole('banner'), /^Avvisi/).click());
      await walk.over('own menu', () => button(desk, /tuo menu/).click());
      const settings = async (tab) => {
        await button(desk, /tuo menu/).click();
        await role(desk, 'menuitem', { name: 'Impostazioni' }).click();
        await role(desk, 'tab', { name: tab }).click();
      };
      for (const tab of ['Aspetto e lingua', 'Tasti', 'Password']) {
        await walk.over(`settings, ${tab}`, () => settings(tab));
      }
      await walk.over('menu of a tab', () =>
        desk.getByRole('tab', { name: 'Scrivania' }).click({ button: 'right' }),
      );
      walk.end();
    }),
  );

  it(
    'in a list and in what opens over it',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST });
      await listed(desk);
      const walk = new Walk(desk);
      await walk.see('list');
      await walk.over('saved views', () => button(desk, /^Vista salvata/).click());
      await walk.over('groups', () => exactly(desk, 'Gruppi e altezza delle righe').click());
      await walk.over('columns', () => exactly(desk, 'Colonne').click());
      await walk.over('export', () => exactly(desk, 'Esporta').click());
      await walk.over('fields to export', async () => {
        await exactly(desk, 'Esporta').click();
        await role(desk, 'menuitem', { name: 'Scegli i campi…' }).click();
      });
      await walk.over('more', () => exactly(desk, 'Altre azioni').click());
      await walk.over('menu of a column', () =>
        desk.getByRole('button', { name: 'Menu della colonna Codice' }).first().click(),
      );
      await walk.over('operators', () => exactly(desk, 'Operatore per Codice').click());
      await walk.over('values', () => button(desk, /^Filtra Stato/).click());
      await walk.over('menu of a row', () =>
        role(desk, 'gridcell', { name: 'RSA-008' }).click({ button: 'right' }),
      );
      await walk.over('filter', () => exactly(desk, 'Filtro').click());
      await walk.over('archiving', async () => {
        await exactly(desk, 'Altre azioni').click();
        await role(desk, 'menuitem', { name: /^Archivia/ }).click();
        await desk.getByRole('alertdialog').waitFor();
      });
      await walk.see('data', () => role(desk, 'tab', { name: 'Dati' }).click());
      await walk.see('searched and ticked', async () => {
        await desk.keyboard.press('Control+f');
        await desk.keyboard.type('mec');
        await desk
          .getByRole('toolbar', { name: /^Elenco/ })
          .getByText(/ di /)
          .waitFor();
        await desk.getByRole('checkbox', { name: 'Scegli la riga' }).first().check();
      });
      await walk.see('nothing fits', async () => {
        await desk.keyboard.press('Control+f');
        await desk.keyboard.type('qqqq');
        await desk
          .getByText(/nessuna corrispondenza/)
          .first()
          .waitFor();
      });
      walk.end();
    }),
  );

  it(
    'in grouped lists, the company and its tree, sites and users',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST });
      await listed(desk);
      const walk = new Walk(desk);
      await walk.see('grouped', async () => {
        await exactly(desk, 'Gruppi e altezza delle righe').click();
        await role(desk, 'menuitemcheckbox', { name: 'Comune' }).click();
        await away(desk);
        await desk.getByRole('treegrid').first().waitFor();
      });
      await exactly(desk, 'Gruppi e altezza delle righe').click();
      await role(desk, 'menuitemcheckbox', { name: 'Comune' }).click();
      await away(desk);
      await listed(desk);
      await walk.see('company', async () => {
        await desk.keyboard.press('Alt+t');
        await desk.getByRole('tab', { name: /^Albero aziendale/ }).waitFor();
        await role(desk, 'treegrid').waitFor();
      });
      const nav = desk.getByRole('navigation', { name: 'Principale' });
      for (const name of ['Sedi', 'Utenti']) {
        await walk.see(name, async () => {
          await nav.getByRole('button', { name, exact: true }).click();
          await desk.getByRole('tab', { name, selected: true }).first().waitFor();
          await role(desk, 'gridcell').waitFor();
        });
      }
      await walk.see('a user', async () => {
        await exactly(desk, 'Altre azioni')
          .or(button(desk, /^Apri scheda/))
          .first()
          .waitFor();
        await role(desk, 'gridcell', { name: /Consulente/ }).dblclick();
        await formed(desk);
      });
      walk.end();
    }),
  );

  it(
    'in forms, as they are filled in, refused and made anew',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST });
      await listed(desk);
      const walk = new Walk(desk);
      await walk.see('record', async () => {
        await entered(desk);
        await desk.keyboard.press('Enter');
        await formed(desk);
      });
      await walk.see('changed, and wrong', async () => {
        await role(desk, 'textbox', { name: 'Partita IVA' }).fill('123');
        await role(desk, 'textbox', { name: 'Ragione sociale' }).fill('');
        await role(desk, 'textbox', { name: 'Nome breve' }).fill('Altro');
        await button(desk, /^Salva/).click();
        await desk
          .getByText(/da correggere/)
          .first()
          .waitFor();
      });
      await walk.over('calendar', () => exactly(desk, 'Calendario').click());
      await walk.see('choices', async () => {
        await role(desk, 'combobox', { name: 'Consulente di riferimento' }).click();
        await desk.keyboard.press('ArrowDown');
        await role(desk, 'listbox').waitFor();
      });
      await desk.keyboard.press('Escape');
      await walk.over('unsaved', async () => {
        await desk.keyboard.press('Alt+w');
        await desk.getByRole('alertdialog').waitFor();
      });
      await walk.see('restored draft', async () => {
        await desk
          .getByText(/bozza sul server/)
          .first()
          .waitFor();
        await desk.reload();
        await formed(desk);
      });
      await walk.see('new customer', async () => {
        await desk.goto(LIST);
        await listed(desk);
        await desk.keyboard.press('Alt+n');
        await desk
          .getByRole('dialog')
          .or(desk.getByRole('tab', { name: /^Nuovo cliente/ }))
          .first()
          .waitFor();
        await formed(desk);
      });
      walk.end();
    }),
  );

  it(
    'when the line is cut, and when one has to sign in again',
    on(async ({ page }) => {
      const desk = await page('consultant', { path: LIST, latency: 4 });
      desk.expects(DISCONNECTED, /status of 40[13]/);
      await listed(desk);
      const walk = new Walk(desk);
      await walk.see('no line', async () => {
        await desk.line.close();
        await desk.getByText('Connessione persa', { exact: false }).first().waitFor();
      });
      walk.end();
    }),
  );

  it(
    'where fingers work',
    on(async ({ page }) => {
      const desk = await page('admin', {
        path: LIST,
        viewport: { width: 1024, height: 768 },
        hasTouch: true,
      });
      await listed(desk);
      const walk = new Walk(desk, { themes: ['light'] });
      const touch = () =>
        desk.evaluate(() => {
          document.documentElement.dataset.density = 'touch';
        });
      await walk.see('list', touch);
      await walk.see('record', async () => {
        await desk.locator('.yg-row.cur .yg-cell').nth(2).click();
        await desk.keyboard.press('Enter');
        await formed(desk);
        await touch();
      });
      walk.end();
    }),
  );

  it(
    'in English',
    on(async ({ page }) => {
      const desk = await page('admin', { path: '/?lang=en#/view/org.customers' });
      await listed(desk);
      const walk = new Walk(desk, { themes: ['light'] });
      await walk.see('list');
      await walk.over('keys', () => desk.keyboard.press('F1'));
      await walk.see('record', async () => {
        await entered(desk);
        await desk.keyboard.press('Enter');
        await desk.getByRole('toolbar', { name: 'Saving' }).last().waitFor();
      });
      walk.end();
    }),
  );
});

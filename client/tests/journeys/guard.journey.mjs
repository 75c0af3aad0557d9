/** Nothing unsaved is left behind unasked: every way out, and each of the three answers. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, until } from './harness.mjs';
import { at, field, foot, holds, list, ready, record } from './records.mjs';

// each its own: a draft that is left belongs to whoever opens the same record next
const SITES = [
  'Albergo di via delle Corse',
  'Albergo di viale delle Palme',
  'Ambulatorio di Sassuolo',
  'Asilo nido di Quarona',
  'Autofficina di viale Treviso',
  'Azienda agricola di Vercelli',
];

describe('unsaved changes', () => {
  const on = journey();

  const question = (page, name = /modifiche non salvate/) =>
    page.getByRole('alertdialog', { name });
  const answer = async (page, words) => {
    await question(page).getByRole('button', { name: words, exact: true }).click();
    await question(page).waitFor({ state: 'detached' });
  };
  const tab = (page, site) => page.getByRole('tab', { name: new RegExp(site) });
  const begun = async (page, floors) => {
    const desk = await ready(await page('admin'));
    await list(desk, 'Sedi');
    const site = SITES[floors - 21];
    const address = await record(desk, site);
    const before = await field(desk, 'Piani').inputValue();
    await field(desk, 'Piani').fill(floors);
    return { desk, site, address, before };
  };
  const reopened = async (desk, site, address) => {
    await tab(desk, site).waitFor({ state: 'detached' });
    await at(desk, address);
  };

  it(
    'are asked about when a tab is closed, by button, middle button and key',
    on(async ({ page }) => {
      const { desk, site } = await begun(page, '21');
      const ways = [
        () => desk.getByRole('button', { name: `Chiudi ${site}` }).click(),
        () => tab(desk, site).click({ button: 'middle' }),
        () => desk.keyboard.press('Alt+w'),
      ];
      for (const way of ways) {
        await way();
        await question(desk).waitFor();
        await desk.keyboard.press('Escape'); // stay
        await question(desk).waitFor({ state: 'detached' });
        assert.equal(await field(desk, 'Piani').inputValue(), '21');
      }
      await desk.keyboard.press('Alt+w');
      await answer(desk, 'Resta qui');
      assert.equal(await field(desk, 'Piani').inputValue(), '21');
    }),
  );

  it(
    'are saved, or discarded, as one says',
    on(async ({ page }) => {
      const { desk, site, address, before } = await begun(page, '22');
      await desk.keyboard.press('Alt+w');
      await answer(desk, 'Scarta');
      await reopened(desk, site, address);
      await holds(desk, 'Piani', before);
      assert.equal(await desk.getByText(/È stata ripresa la bozza/).count(), 0);
      await field(desk, 'Piani').fill('32');
      await desk.keyboard.press('Alt+w');
      await answer(desk, 'Salva e continua');
      await reopened(desk, site, address);
      await holds(desk, 'Piani', '32');
    }),
  );

  it(
    'stay when they cannot be saved, and it is said where',
    on(async ({ page }) => {
      const { desk } = await begun(page, '23');
      await field(desk, 'Nome').fill('');
      await desk.keyboard.press('Alt+w');
      await answer(desk, 'Salva e continua');
      await desk
        .getByRole('alert')
        .getByText(/da correggere/)
        .waitFor();
      assert.equal(await field(desk, 'Piani').inputValue(), '23');
    }),
  );

  it(
    'are not in the way of looking at something else: back, forward, a link, another record',
    on(async ({ page }) => {
      const { desk, site, address } = await begun(page, '24');
      await desk.goBack();
      await desk.getByRole('tab', { name: 'Sedi', selected: true }).waitFor();
      await desk.goForward();
      await tab(desk, site)
        .and(desk.getByRole('tab', { selected: true }))
        .waitFor();
      await list(desk, 'Clienti');
      await at(desk, address);
      await holds(desk, 'Piani', '24');
      await desk.getByRole('button', { name: 'Successivo' }).click(); // in its place: asked
      await question(desk).waitFor();
      await answer(desk, 'Resta qui');
      assert.equal(await field(desk, 'Piani').inputValue(), '24');
      await desk.getByRole('button', { name: 'Successivo' }).click();
      await answer(desk, 'Scarta');
      await desk.getByRole('heading', { level: 2, name: site }).waitFor({ state: 'detached' });
      await foot(desk).getByText('Nessuna modifica da salvare').waitFor();
    }),
  );

  it(
    'are asked about by the browser when the page is loaded again or closed, and are there afterwards',
    on(async ({ page }) => {
      const { desk, address } = await begun(page, '25');
      const asked = [];
      desk.on('dialog', async (dialog) => {
        asked.push(dialog.type());
        await (asked.length === 1 ? dialog.dismiss() : dialog.accept());
      });
      await desk.reload({ timeout: 2000 }).catch(() => undefined); // refused
      await until(() => asked.length > 0, { what: 'nobody was asked' });
      assert.deepEqual(asked, ['beforeunload']);
      assert.equal(await field(desk, 'Piani').inputValue(), '25');
      await desk.reload();
      await holds(desk, 'Piani', '25');
      await foot(desk).getByText('1 modifica non salvata').waitFor();
      await foot(desk)
        .getByText(/bozza sul server/)
        .waitFor();
      const closed = desk.waitForEvent('close');
      await desk.close({ runBeforeUnload: true });
      await closed;
      assert.equal(asked.length, 3);
      // another day, another browser
      const later = await ready(await page('admin'));
      await at(later, address);
      await later.getByText(/È stata ripresa la bozza/).waitFor();
      await holds(later, 'Piani', '25');
      await later.getByRole('button', { name: 'Scarta' }).first().click();
      await until(async () => (await field(later, 'Piani').inputValue()) !== '25');
      await later.getByText(/È stata ripresa la bozza/).waitFor({ state: 'detached' });
    }),
  );

  it(
    'of several views are asked about one after the other when somebody logs out',
    on(async ({ page }) => {
      const { desk, site } = await begun(page, '26');
      await list(desk, 'Sedi');
      const other = 'Biblioteca di Castelfranco Veneto';
      await record(desk, other);
      await field(desk, 'Piani').fill('28');
      const leave = async () => {
        await desk.getByRole('button', { name: /Anna/ }).click();
        await desk.getByRole('menuitem', { name: 'Esci' }).click();
        await question(desk).waitFor();
      };
      const say = (about, words) =>
        question(desk, new RegExp(about)).getByRole('button', { name: words, exact: true }).click();
      await leave();
      await answer(desk, 'Resta qui');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      assert.equal(await field(desk, 'Piani').inputValue(), '28');
      await leave();
      await say(other, 'Scarta'); // the last one first
      await say(site, 'Salva e continua');
      await desk.getByRole('textbox', { name: 'E-mail' }).waitFor();
    }),
  );
});

/** The server dies under somebody's hands: nothing typed is lost, and nothing is saved twice. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DISCONNECTED, installed, journey, until } from './harness.mjs';
import { at, field, foot, list, newDepartment, ready, record, save, saved } from './records.mjs';

const SITE = 'Albergo di via delle Corse';
const LOST = /^Connessione persa alle/;

describe('the server dies', () => {
  const on = journey();

  const inSite = async (page, name = SITE) => {
    const desk = await ready(await page('admin'));
    desk.expects(DISCONNECTED);
    await list(desk, 'Sedi');
    const address = await record(desk, name);
    return [desk, address];
  };

  const BACK = 'Di nuovo in linea. Tutto è aggiornato.';
  const NO_LINE = /^Non c’è connessione: si salva da solo appena torna/;
  const plain = (text) => text.replace(/(?<=\d)\.(?=\d)/g, ''); // thousands come with their dots
  const typed = async (page, values) => {
    for (const [name, value] of Object.entries(values)) {
      await until(async () => plain(await field(page, name).inputValue()) === value, {
        what: `${name} is ${await field(page, name).inputValue()}`,
      });
    }
  };

  it(
    'while one types: all of it stays, goes on, and is saved once',
    on(async ({ page, server }) => {
      const [anna, address] = await inSite(page);
      await field(anna, 'Nome').fill('Albergo di via delle Corse, primo');
      await field(anna, 'Affollamento massimo').fill('tanti'); // no number
      await field(anna, 'Codice ISTAT').click();
      await anna.keyboard.type('0210');
      await server.kill();
      await anna.keyboard.type('51');
      await anna.getByRole('alert').getByText(LOST).waitFor();
      await field(anna, 'Piani').fill('12');
      await save(anna).click(); // what is no number is said without a server, too
      await anna
        .getByText(/^Scrivi un numero intero/)
        .first()
        .waitFor();
      await field(anna, 'Affollamento massimo').fill('40');
      await save(anna).click();
      await foot(anna).getByText(NO_LINE).waitFor();
      await field(anna, 'Superficie').fill('1234,5');
      await server.restart();
      await anna.getByText(BACK).waitFor();
      const values = {
        Nome: 'Albergo di via delle Corse, primo',
        'Codice ISTAT': '021051',
        Piani: '12',
        'Affollamento massimo': '40',
      };
      await typed(anna, { ...values, Superficie: '1234,5' });
      await foot(anna).getByText('1 modifica non salvata').waitFor(); // typed after Save was pressed
      const carlo = await ready(await page('consultant'));
      await at(carlo, address);
      await typed(carlo, { ...values, Superficie: '2350' });
      await save(anna).click();
      await saved(anna);
      await typed(carlo, { Superficie: '1234,5' });
    }),
  );

  it(
    'under somebody who does not stop typing: every letter is in its field',
    on(async ({ page, server }) => {
      const [anna] = await inSite(page);
      await newDepartment(anna, 'Soffitta');
      const text = field(anna, 'Descrizione');
      await text.click();
      let written = '';
      let typing = true;
      const types = (async () => {
        for (let word = 0; typing; word += 1) {
          await anna.keyboard.type(`${word} `, { delay: 40 }); // as people type
          written += `${word} `;
        }
      })();
      types.catch(() => undefined); // what goes wrong is told by who waits for it
      await until(() => written.length > 20, { within: 60_000 });
      await server.kill();
      await server.restart();
      await anna.getByText(BACK).waitFor();
      const before = written.length;
      await until(() => written.length > before + 40, { within: 60_000 });
      typing = false;
      await types;
      await until(async () => (await text.inputValue()) === written, {
        what: `${written} is ${await text.inputValue()}`,
      });
      assert.equal(await anna.getByRole('tab', { name: 'Nuovo reparto' }).count(), 1);
      await save(anna).click();
      await saved(anna);
    }),
  );

  it(
    'while a record is being made: it is made once',
    on(async ({ page, server }) => {
      const [anna, site] = await inSite(page);
      await newDepartment(anna, 'Ripostiglio');
      await server.kill();
      await anna.getByRole('alert').getByText(LOST).waitFor();
      await save(anna).click();
      await foot(anna).getByText(NO_LINE).waitFor();
      await foot(anna).getByRole('button', { name: 'Riprova' }).click();
      await server.restart();
      // it goes on as the record it has become
      await anna.getByRole('tab', { name: 'Ripostiglio', selected: true }).waitFor();
      await anna.getByRole('tab', { name: 'Nuovo reparto' }).waitFor({ state: 'detached' });
      await at(anna, site);
      await anna
        .getByRole('row', { name: /Ripostiglio/ })
        .first()
        .waitFor();
      assert.equal(await anna.getByRole('row', { name: /Ripostiglio/ }).count(), 1);
    }),
  );

  it(
    'and the page is loaded again: it says so, waits, and brings back what was typed',
    on(async ({ page, server }) => {
      const [anna] = await inSite(page, 'Hotel');
      await installed(anna);
      await field(anna, 'Piani').fill('9');
      await server.kill();
      await anna.getByRole('alert').getByText(LOST).waitFor();
      await field(anna, 'Codice ISTAT').fill('022006'); // the server never heard of this
      anna.on('dialog', (asked) => asked.accept());
      await anna.reload();
      await anna.getByRole('heading', { name: 'Il server non è raggiungibile' }).waitFor();
      await server.restart();
      await anna
        .getByRole('button', { name: 'Riprova ora' })
        .click()
        .catch(() => undefined);
      await foot(anna).waitFor();
      await typed(anna, { Piani: '9', 'Codice ISTAT': '022006' });
      await anna.getByText(/^È stata ripresa la bozza/).waitFor();
      await save(anna).click();
      await saved(anna);
    }),
  );
});

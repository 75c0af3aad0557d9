/** The file of a customer: what is missing and where it leads, its registers, the sheet of a job. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { field, foot, list, row } from './records.mjs';
import { settled } from './screens.mjs';

describe('the file of a customer', () => {
  const on = journey();

  const opened = async (page, name = 'Officine Meccaniche Valsesia S.r.l.') => {
    const desk = await page('consultant');
    await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
    await list(desk, 'Clienti');
    await desk.keyboard.press('Control+f');
    await desk.keyboard.type(name.split(' ')[2]);
    // counted before it is painted: where the row was, nothing can be clicked any more
    await row(desk, new RegExp(name)).and(desk.locator('[aria-rowindex="3"]')).waitFor();
    await row(desk, new RegExp(name)).getByRole('gridcell', { name }).click();
    await desk.keyboard.press('Alt+KeyG');
    await desk.getByRole('tab', { name: /^Fascicolo/, selected: true }).waitFor();
    await inner(desk, 'Quadro').waitFor();
    return desk;
  };
  const inner = (desk, name) =>
    desk
      .getByRole('tab', { name: new RegExp(`^${name}`) })
      .filter({ visible: true })
      .last();
  const open = async (desk, name) => {
    await inner(desk, name).click();
    await desk
      .getByRole('tab', { name: new RegExp(`^${name}`), selected: true })
      .last()
      .waitFor();
  };
  /** The number in a text; it may be told later than the words. */
  const numberIn = async (place) => {
    const counted = place.filter({ hasText: /[1-9]/ });
    return Number((await counted.textContent()).match(/\d+/)[0]);
  };
  const missing = (desk) => desk.getByRole('region', { name: 'Da completare' });
  const links = (desk, name) => desk.getByRole('list', { name }).filter({ visible: true });

  it(
    'says what is missing, and leads to it',
    on(async ({ page }) => {
      const desk = await opened(page);
      const gaps = missing(desk).getByRole('button', { name: /Persone in forza senza mansione/ });
      await gaps.waitFor();
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'workspace-overview');
      await missing(desk)
        .getByRole('button', { name: /^A posto/ })
        .click();
      await missing(desk).getByText('Datore di lavoro indicato').waitFor();
      const many = await numberIn(gaps);
      await gaps.click();
      await desk.getByRole('tab', { name: 'Persone', selected: true }).waitFor();
      await until(async () => (await desk.getByText(`${many} persone`).count()) > 0);
    }),
  );

  it(
    'counts what is behind each tab, and shows it when it is opened',
    on(async ({ page }) => {
      const desk = await opened(page);
      for (const [tab, cell] of [
        ['Mansioni', /^Saldatore/],
        ['Persone', /\w/],
        ['Attrezzature', /\w/],
        ['Sostanze', /\w/],
        ['Attività', /Saldatura e sbavatura/],
        ['Gruppi omogenei', /^Esposti a fumi/],
      ]) {
        assert.ok((await numberIn(inner(desk, tab))) > 0, tab);
        await open(desk, tab);
        await desk
          .getByRole('gridcell', { name: cell })
          .filter({ visible: true })
          .first()
          .waitFor();
        await shot(desk, `workspace-${tab}`);
      }
      await open(desk, 'Ruoli della sicurezza');
      await desk.getByText('Datore di lavoro').filter({ visible: true }).first().waitFor();
      await open(desk, 'Dati');
      await field(desk, 'Ragione sociale').waitFor();
      assert.deepEqual(await axe(desk), []);
    }),
  );

  it(
    'links a job to several departments at once, and takes one off again',
    on(async ({ page }) => {
      const desk = await opened(page);
      await open(desk, 'Mansioni');
      await desk.getByRole('gridcell', { name: 'Saldatore', exact: true }).dblclick();
      await foot(desk).waitFor();
      const departments = links(desk, 'Reparti in cui si svolge');
      await departments.getByRole('button', { name: 'Cabina TIG', exact: true }).waitFor();
      await settled(desk);
      const before = await departments.getByRole('listitem').count();
      assert.deepEqual(await axe(desk), []);
      await shot(desk, 'job-sheet');
      await desk.getByRole('button', { name: 'Aggiungi: Reparto' }).click();
      const pick = desk.getByRole('dialog');
      for (const name of [/Archivio/, /Amministrazione/]) {
        await pick.getByRole('row', { name }).getByRole('checkbox').click();
      }
      await shot(desk, 'job-pick');
      await pick.getByRole('button', { name: 'Scegli 2' }).click();
      await until(async () => (await departments.getByRole('listitem').count()) === before + 2);
      await desk.getByRole('button', { name: 'Togli Archivio' }).click();
      await until(async () => (await departments.getByRole('listitem').count()) === before + 1);
      await desk.getByRole('button', { name: 'Annulla' }).filter({ visible: true }).last().click();
      await departments.getByRole('button', { name: 'Archivio', exact: true }).waitFor();
      const hazards = links(desk, 'Pericoli da considerare');
      await hazards.getByRole('button', { name: /Fumi di saldatura/ }).waitFor();
      await desk.keyboard.press('Control+s'); // nothing waits for the form
      await foot(desk)
        .getByText(/Nessuna modifica/)
        .waitFor();
    }),
  );

  it(
    'hangs a department below another one',
    on(async ({ page }) => {
      const desk = await opened(page);
      await open(desk, 'Sedi e reparti');
      const tree = desk.getByRole('treegrid', { name: 'Sedi e reparti' });
      const moved = tree.getByRole('row', { name: /Locale compressori/ }).first();
      await moved.getByRole('gridcell').nth(1).click();
      const level = Number(await moved.getAttribute('aria-level'));
      await desk.keyboard.press('Alt+KeyM');
      const pick = desk.getByRole('dialog');
      await pick
        .getByRole('row', { name: /Produzione/ })
        .getByRole('gridcell')
        .first()
        .click();
      await pick.getByRole('button', { name: 'Scegli', exact: true }).click();
      await until(async () => Number(await moved.getAttribute('aria-level')) === level + 1);
      await shot(desk, 'company-moved');
      await moved.click({ button: 'right' });
      await desk.getByRole('menuitem', { name: 'Porta direttamente sotto la sede' }).click();
      await until(async () => Number(await moved.getAttribute('aria-level')) === level);
    }),
  );
});

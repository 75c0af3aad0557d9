/** Data handed over, somebody erased, a customer taken out and in again. */

import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { axe, journey, shot, until } from './harness.mjs';
import { list, ready } from './records.mjs';

const LONG = 180_000; // milliseconds: a whole customer is written

describe('privacy', () => {
  const on = journey();

  /** Choose among what can be done with the current row. */
  const choose = async (desk, name) => {
    await desk.getByRole('gridcell').filter({ visible: true }).nth(3).click();
    await until(async () => {
      const more = desk.getByRole('button', { name: 'Altre azioni' }).filter({ visible: true });
      await more.first().click();
      const menu = desk.getByRole('menu');
      await menu.getByRole('menuitem').first().waitFor();
      const item = menu.getByRole('menuitem', { name });
      if ((await item.count()) > 0) {
        await item.first().click();
        return true;
      }
      await desk.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
      return false;
    });
  };
  /** Wait for the file of a job, and fetch it. */
  const fetched = async (desk, name) => {
    const place = await mkdtemp(join(tmpdir(), 'journey-privacy-'));
    await desk
      .getByRole('button', { name: /^Lavori/ })
      .first()
      .click();
    const job = desk.getByRole('link', { name }).first();
    await job.waitFor();
    const href = await job.getAttribute('href');
    const answer = await desk.context().request.get(href);
    assert.equal(answer.status(), 200);
    const path = join(place, 'archive.zip');
    await writeFile(path, await answer.body());
    await desk.keyboard.press('Escape');
    return path;
  };

  it(
    'hands a person over and erases them, told first',
    on(async ({ page }) => {
      const desk = await ready(await page('admin'));
      await list(desk, 'Persone');
      await choose(desk, /^Esporta i dati della persona/);
      await fetched(desk, /persona.*zip/);
      await choose(desk, /^Cancella i dati personali/);
      const dialog = desk.getByRole('dialog', { name: 'Cancella i dati personali' });
      await dialog.getByRole('heading', { name: 'Che cosa resta, e perché' }).waitFor();
      await shot(desk, 'privacy-erasure');
      assert.deepEqual(await axe(desk), []);
      await dialog.getByRole('button', { name: 'Cancella per sempre' }).click();
      await dialog.getByRole('alert').filter({ hasText: 'Cancellato' }).waitFor();
      await shot(desk, 'privacy-erased');
      await dialog.getByRole('button', { name: 'Chiudi' }).click();
      await dialog.waitFor({ state: 'detached' });
    }),
  );

  it(
    'takes a customer out, and in again as a copy',
    on(async ({ page }) => {
      const desk = await ready(await page('admin'));
      await list(desk, 'Clienti');
      await choose(desk, /^Esporta tutti i dati/);
      const path = await fetched(desk, /^(?!.*persona).*zip/);
      await choose(desk, /^Importa un cliente/);
      await desk.getByRole('heading', { name: 'Importa un cliente' }).waitFor();
      await shot(desk, 'privacy-bring-file');
      await desk.locator('input[type="file"]').first().setInputFiles(path);
      await desk.getByRole('heading', { name: 'Che cosa contiene' }).waitFor();
      await shot(desk, 'privacy-bring-summary');
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('button', { name: 'Importa come copia' }).click();
      await desk.getByRole('alert').filter({ hasText: 'importato' }).waitFor({ timeout: LONG });
      await shot(desk, 'privacy-brought');
    }),
  );
});

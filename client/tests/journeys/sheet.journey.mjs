/** A case on the bench becomes a sheet on paper, fetched from the tray. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { axe, journey, shot } from './harness.mjs';
import { ready } from './records.mjs';

describe('the sheet of a method', () => {
  const on = journey();

  const opened = async (page, words, name) => {
    const desk = await ready(await page('consultant'));
    await desk
      .getByRole('navigation', { name: 'Principale' })
      .getByRole('button', { name: 'Metodi', exact: true })
      .click();
    const search = desk.getByRole('searchbox', { name: 'Cerca un metodo' });
    await search.fill(words);
    await desk.getByRole('button', { name }).first().waitFor();
    await search.press('Enter');
    await desk.getByRole('heading', { name, level: 2 }).waitFor();
    await desk.getByRole('button', { name: 'Prova un esempio' }).click();
    const first = desk.getByRole('menuitem').first();
    if (await first.isVisible().catch(() => false)) await first.click();
    await desk.getByRole('button', { name: 'Confronta', exact: true }).click();
    return desk;
  };

  it(
    'pictures say what they show, before and after, and a sheet of them is drawn',
    on(async ({ page }) => {
      const desk = await opened(page, 'rula', 'RULA');
      const body = desk.getByRole('img', { name: /^Postura giudicata: Collo/ });
      await body.waitFor();
      const gauge = desk.getByRole('img', {
        name: /^Punteggio finale RULA: Prima .* Dopo .* Fasce/,
      });
      await gauge.waitFor();
      assert.deepEqual(await axe(desk, { themes: ['light', 'dark', 'contrast'] }), []);
      await shot(desk, 'sheet bench');
      await desk.getByRole('button', { name: 'Scheda', exact: true }).click();
      await desk.getByText('Si sta disegnando la scheda').first().waitFor();
      await desk.getByRole('button', { name: /^Lavori/ }).click();
      const tray = desk.getByRole('dialog', { name: 'Lavori' });
      const link = tray.getByRole('link', { name: /^Scarica RULA .*\.pdf$/ });
      const [file] = await Promise.all([desk.waitForEvent('download'), link.click()]);
      const bytes = await readFile(await file.path());
      assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
      assert.ok(bytes.length > 20_000, `only ${bytes.length} bytes`);
    }),
  );
});

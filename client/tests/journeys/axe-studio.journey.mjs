/** Axe finds nothing in the catalogue, and nothing where the studio is kept. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey } from './harness.mjs';
import { CATALOGUE, places, STUDIO, settled, visit, WORK } from './screens.mjs';

const SETTINGS = [
  'Aspetto e lingua',
  'Tasti',
  'Password e indirizzo',
  'Secondo fattore',
  'Dove sei entrato',
  'Chiavi per programmi',
  'Regole di accesso dello studio',
];
const HEADINGS = ['Lavoro', 'Catalogo', 'Studio'];

describe('axe finds nothing', () => {
  const on = journey();

  /** A walk through places; all that is found is told at the end, with where it was. */
  const walked = (login, walk) =>
    on(async ({ page }) => {
      const desk = await page(login);
      const found = [];
      const see = async (name) => {
        found.push(...(await axe(desk)).map((one) => `${name}: ${one}`));
      };
      await walk(desk, see);
      assert.deepEqual(found, []);
    });

  it(
    'in the catalogue',
    walked('admin', (desk, see) => visit(desk, CATALOGUE, see)),
  );
  it(
    'where the studio is kept',
    walked('admin', async (desk, see) => {
      const known = [...HEADINGS, 'Scrivania', 'Clienti', ...WORK, ...CATALOGUE, ...STUDIO];
      // what is new in the navigation is to be visited, too
      assert.deepEqual(
        (await places(desk)).filter((name) => !known.includes(name)),
        [],
      );
      await visit(desk, STUDIO, see);
    }),
  );
  it(
    'in what one sets for oneself, and the rules of the studio',
    walked('admin', async (desk, see) => {
      await desk.getByRole('button', { name: /il tuo menu$/ }).click();
      await desk.getByRole('menuitem', { name: /Impostazioni/ }).click();
      const settings = desk.getByRole('dialog', { name: 'Impostazioni' });
      const tabs = settings.getByRole('tab');
      await tabs.first().waitFor();
      assert.deepEqual(await tabs.allTextContents(), SETTINGS);
      for (const name of SETTINGS) {
        await settings.getByRole('tab', { name, exact: true }).click();
        await settings.getByRole('tabpanel', { name, exact: true }).waitFor();
        await settled(desk);
        await see(name);
      }
    }),
  );
});

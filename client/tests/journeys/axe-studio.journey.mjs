/** Axe finds nothing in the catalogue, and nothing where the studio is kept. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey } from './harness.mjs';
import { CATALOGUE, places, STUDIO, visit, WORK } from './screens.mjs';

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
});

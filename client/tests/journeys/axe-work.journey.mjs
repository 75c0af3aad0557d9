/** Axe finds nothing in the lists of the work, in a record of each, in the file of a customer. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey } from './harness.mjs';
import { visit, visitFile, WORK } from './screens.mjs';

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
    'in the lists of the work and their records',
    walked('consultant', (desk, see) => visit(desk, WORK, see)),
  );
  it(
    'in the file of a customer',
    walked('consultant', (desk, see) => visitFile(desk, 'Officine Meccaniche Valsesia', see)),
  );
});

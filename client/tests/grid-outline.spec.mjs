/** Groups, trees, fingers and what stands beside the rows: by mouse, key by key, and for readers. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { shown } from './lab.mjs';
import { begin, clipboard, focus, on, press, query, text } from './steps.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kept = (state) =>
  `keep=${encodeURIComponent(JSON.stringify({ columns: [], sort: [], filters: [], ...state }))}`;
const GROUPS = `rows=400&${kept({ group: ['state', 'province'] })}`;
const TREE = 'rows=40&tree=1';
const ROW = (row) => `.yg-body [aria-rowindex="${row + 3}"]`;
const settled = (page) => page.waitForTimeout(120);
const keys = async (page, ...all) => {
  for (const key of all) {
    await press(page, key);
    await settled(page);
  }
};
const row = (page, at) =>
  page.$eval(ROW(at), (one) => ({
    level: Number(one.getAttribute('aria-level')),
    expanded: one.getAttribute('aria-expanded'),
    header: one.classList.contains('grp'),
  }));
const rows = (page) => page.evaluate(() => globalThis.lab.grid.count.value.total);
const violations = async (page) => {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  });
};

describe('groups', () => {
  it(
    'a header opens and closes where one is, by a click anywhere on it',
    on(GROUPS, async (page) => {
      await shown(page);
      assert.equal(await page.getAttribute('.yg-grid', 'role'), 'treegrid');
      const before = await rows(page);
      assert.deepEqual(await row(page, 1), { level: 1, expanded: 'false', header: true });
      await page.click(`${ROW(1)} [aria-colindex="6"]`);
      await settled(page);
      assert.deepEqual(await row(page, 1), { level: 1, expanded: 'true', header: true });
      assert.deepEqual(await row(page, 2), { level: 2, expanded: 'false', header: true });
      assert.ok((await rows(page)) > before);
      assert.deepEqual(await focus(page), [1, 1]);
      await page.click(`${ROW(2)} .yg-twist`);
      await settled(page);
      assert.deepEqual(await row(page, 3), { level: 3, expanded: null, header: false });
      await page.click(ROW(1));
      await settled(page);
      assert.equal(await rows(page), before);
    }),
  );

  it(
    '→ opens, → goes right, ← closes, ← goes to what the row is below',
    on(GROUPS, async (page) => {
      await shown(page);
      await page.click(ROW(1));
      await settled(page);
      await keys(page, 'ArrowLeft');
      assert.equal((await row(page, 1)).expanded, 'false');
      await keys(page, 'ArrowRight');
      assert.equal((await row(page, 1)).expanded, 'true');
      await keys(page, 'ArrowDown', 'ArrowRight', 'ArrowDown');
      assert.deepEqual(await focus(page), [3, 1]);
      await keys(page, 'ArrowLeft');
      assert.deepEqual(await focus(page), [2, 1]);
      await keys(page, 'ArrowLeft');
      assert.equal((await row(page, 2)).expanded, 'false');
      await keys(page, 'ArrowLeft');
      assert.deepEqual(await focus(page), [1, 1]);
    }),
  );

  it(
    'Enter and Space turn a header; it is never current, chosen or copied',
    on(GROUPS, async (page) => {
      await shown(page);
      await page.click(ROW(1));
      await settled(page);
      await keys(page, 'ArrowDown', 'Enter');
      assert.equal((await row(page, 2)).expanded, 'true');
      await keys(page, 'Space');
      assert.equal((await row(page, 2)).expanded, 'false');
      await keys(page, 'Space', 'Shift+ArrowDown', 'Control+c');
      const lab = await page.evaluate(() => ({
        currents: globalThis.lab.currents,
        chosen: globalThis.lab.grid.selection.value.keys.size,
        opened: globalThis.lab.opened,
      }));
      assert.ok(lab.currents.every((key) => typeof key === 'number'));
      assert.deepEqual([lab.chosen, lab.opened], [0, []]);
      assert.equal(await clipboard(page), await text(page, 3, 1));
    }),
  );

  it(
    '* opens everything, the column menu closes it again and ends the grouping',
    on(GROUPS, async (page) => {
      await shown(page);
      await page.click(ROW(1));
      await settled(page);
      await keys(page, '*');
      assert.deepEqual((await query(page)).open, { all: true });
      assert.equal((await row(page, 2)).header, false);
      await page.click('.yg-head-row .c2', { button: 'right' });
      await page.click('[role="menuitem"]:has-text("Chiudi tutto")');
      await settled(page);
      assert.deepEqual((await query(page)).open, { all: false });
      await page.click('.yg-head-row [aria-colindex="7"]', { button: 'right' });
      await page.click('[role="menuitem"]:has-text("Non raggruppare")');
      await settled(page);
      assert.deepEqual((await query(page)).group, ['state']);
      const states = await page.evaluate(() => globalThis.lab.states.at(-1).group);
      assert.deepEqual(states, ['state'], 'the grouping is kept, what is open is not');
    }),
  );

  it(
    'other groups begin closed with one question; a tree that is no longer grouped is open',
    on(`rows=40&tree=1`, async (page) => {
      await shown(page);
      const group = (columns) =>
        page.evaluate((names) => {
          globalThis.lab.grid.group.value = names;
        }, columns);
      await group(['risk_class']);
      await settled(page);
      await page.click(ROW(0));
      await settled(page);
      const asked = await page.evaluate(() => globalThis.lab.source.queries.length);
      await group(['province']);
      await settled(page);
      assert.equal(await page.evaluate(() => globalThis.lab.source.queries.length), asked + 1);
      assert.deepEqual((await query(page)).open, { all: false });
      await group([]);
      await settled(page);
      assert.deepEqual((await query(page)).open, { all: true });
      assert.equal(await rows(page), 40);
      assert.equal(await page.evaluate(() => globalThis.lab.grid.selected.value), 0);
    }),
  );

  it(
    'all that match are the records, not the headers',
    on(GROUPS, async (page) => {
      await shown(page);
      await page.click('.yg-head-row .yg-check');
      assert.equal(await page.evaluate(() => globalThis.lab.grid.selected.value), 400);
    }),
  );

  it(
    'the menu of a column groups by it',
    on('rows=400', async (page) => {
      await shown(page);
      await page.click('.yg-head-row [aria-colindex="5"]', { button: 'right' });
      await page.click('[role="menuitem"]:has-text("Raggruppa")');
      await settled(page);
      assert.deepEqual((await query(page)).group, ['risk_class']);
      assert.equal((await row(page, 0)).header, true);
      assert.match(await text(page, 0, 1), /^Classe Alto \d+$/);
    }),
  );
});

describe('a tree', () => {
  it(
    'is open; the twist closes a branch, the name beside it does not',
    on(TREE, async (page) => {
      await shown(page);
      assert.equal(await rows(page), 40);
      assert.deepEqual(await row(page, 2), { level: 3, expanded: 'true', header: false });
      await page.click(`${ROW(1)} .yg-twist`);
      await settled(page);
      assert.equal((await row(page, 1)).expanded, 'false');
      assert.ok((await rows(page)) < 40);
      const label = await page.getAttribute(`${ROW(1)} .yg-twist`, 'aria-label');
      assert.match(label, /^Apri ./);
      await page.click(`${ROW(2)} .c1`, { position: { x: 150, y: 10 } });
      await settled(page);
      assert.equal((await row(page, 2)).expanded, 'true');
    }),
  );

  it(
    '← and → work in the column of the name, elsewhere they move',
    on(TREE, async (page) => {
      await begin(page, 2, 1);
      await keys(page, 'ArrowLeft');
      assert.equal((await row(page, 2)).expanded, 'false');
      await keys(page, 'ArrowLeft');
      assert.deepEqual(await focus(page), [1, 1]);
      await keys(page, 'ArrowRight');
      assert.deepEqual(await focus(page), [1, 2]);
      await keys(page, 'ArrowLeft');
      assert.deepEqual(await focus(page), [1, 1]);
      assert.equal((await row(page, 1)).expanded, 'true');
    }),
  );

  it(
    'Alt closes and opens a branch with everything below',
    on(TREE, async (page) => {
      await begin(page, 0, 1);
      await keys(page, 'Alt+ArrowLeft', 'ArrowRight');
      assert.equal((await row(page, 0)).expanded, 'true');
      assert.equal((await row(page, 1)).expanded, 'false');
      await page.click(`${ROW(0)} .yg-twist`);
      await settled(page);
      await page.click(`${ROW(0)} .yg-twist`, { modifiers: ['Alt'] });
      await settled(page);
      assert.equal(await rows(page), 40);
    }),
  );
});

describe('beside the rows', () => {
  it(
    'the last line adds: by a click, by Enter, by what is typed there',
    on('rows=4&add=1', async (page) => {
      await begin(page, 3, 2);
      await press(page, 'ArrowDown');
      assert.equal(
        await page.evaluate(() => document.activeElement.textContent),
        'Aggiungi un cliente',
      );
      await press(page, 'Enter', 'N');
      await page.click('.yg-adding');
      assert.deepEqual(await page.evaluate(() => globalThis.lab.added), ['', 'N', '']);
      await press(page, 'ArrowUp');
      assert.equal((await focus(page))[0], 3);
    }),
  );

  it(
    'who else is on a row and what is not saved is said in words',
    on('rows=9&people=1', async (page) => {
      await shown(page);
      const said = await page.$$eval('.yg-extras [role="img"]', (all) =>
        all.map((one) => one.getAttribute('aria-label')),
      );
      assert.deepEqual(said, [
        'Qui: Anna Rossi',
        'Modifiche non salvate',
        'Qui: Paolo Berti, Anna Rossi',
        'Modifiche non salvate',
      ]);
    }),
  );

  it(
    'a row has a menu by right click and by the menu key; a header, too',
    on(GROUPS, async (page) => {
      await shown(page);
      await page.click(ROW(1));
      await settled(page);
      await keys(page, 'ArrowDown', 'ArrowRight', 'Shift+F10');
      assert.match((await page.evaluate(() => globalThis.lab.menus)).pop(), /^g:/);
      await page.evaluate(() => globalThis.lab.menus.splice(0));
      await page.click(`${ROW(3)} .c3`, { button: 'right' });
      await keys(page, 'Shift+F10');
      const menus = await page.evaluate(() => globalThis.lab.menus);
      assert.equal(menus.length, 2);
      assert.equal(menus[0], menus[1]);
    }),
  );
});

describe('a finger', () => {
  const finger = { hasTouch: true, viewport: { width: 1024, height: 768 } };
  it(
    'rows are 44 px high with a second line; a tap chooses, a long press asks for the menu',
    on(
      'rows=400&density=touch&second=1',
      async (page) => {
        await shown(page);
        const { height } = await page.locator(ROW(2)).boundingBox();
        assert.equal(Math.round(height), 44);
        const second = await page.textContent(`${ROW(2)} .yg-second`);
        assert.match(second, / · /);
        const code = await page.textContent(`${ROW(2)} .c1`);
        assert.ok(!second.includes(code), 'what is in sight is not told twice');
        await page.tap(`${ROW(2)} .c3`);
        assert.deepEqual(await focus(page), [2, 3]);
        const box = await page.locator(`${ROW(5)} .c3`).boundingBox();
        const client = await page.context().newCDPSession(page);
        const point = { x: box.x + 10, y: box.y + 10 };
        await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
        await page.waitForTimeout(800);
        await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
        assert.equal(await page.evaluate(() => globalThis.lab.menus.length), 1);
      },
      finger,
    ),
  );
});

describe('without a bar and filters of its own', () => {
  it(
    'the first row is below the header, and rows count from there',
    on('rows=20&bar=0', async (page) => {
      await shown(page);
      assert.equal(await page.locator('.yg-filter-row').count(), 0);
      assert.equal(await page.isVisible('.yg-bar'), false);
      await page.click('.yg-body [aria-rowindex="2"] .c2');
      await press(page, 'ArrowUp');
      assert.equal(
        await page.evaluate(() => document.activeElement.getAttribute('role')),
        'columnheader',
      );
      assert.equal(await page.getAttribute('.yg-grid', 'aria-rowcount'), '21');
    }),
  );
});

describe('accessibility', () => {
  for (const theme of ['light', 'dark']) {
    for (const [name, asked] of [
      ['groups', GROUPS],
      ['a tree', `${TREE}&people=1&add=1`],
      ['fingers', 'rows=5&density=touch&second=1&people=1&add=1'],
    ]) {
      it(
        `axe finds nothing, ${name}, ${theme}`,
        on(
          `${asked}&theme=${theme}`,
          async (page) => {
            await shown(page);
            await page.click(ROW(1));
            await settled(page);
            assert.deepEqual(await violations(page), []);
          },
          { bypassCSP: true },
        ),
      );
    }
  }
});

/** The grid in a browser: every key, the columns, filters, selection, copying, editing, and axe. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { openLab, shown } from './lab.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const MILLION = 1_000_000;
let lab;

before(async () => {
  lab = await openLab();
});
after(async () => {
  await lab.close();
});

/** A page for one test; what the console said is a failure. */
function on(query, act, options) {
  return async () => {
    const page = await lab.page(query, options);
    try {
      await act(page);
      assert.deepEqual(page.faults, []);
    } finally {
      await page.context().close();
    }
  };
}

/** Where the focus is: the row by its number in the list (-2 header, -1 filters) and the column. */
function focus(page) {
  return page.evaluate(() => {
    const cell = document.activeElement?.closest('.yg-cell');
    const row = cell?.closest('.yg-row');
    return cell
      ? [
          Number(row.getAttribute('aria-rowindex')) - 3,
          Number(cell.getAttribute('aria-colindex')) - 1,
        ]
      : null;
  });
}

async function begin(page, row = 0, column = 1) {
  await shown(page);
  await page.click(`.yg-body [aria-rowindex="${row + 3}"] [aria-colindex="${column + 1}"]`);
  assert.deepEqual(await focus(page), [row, column]);
}

async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
  await page.evaluate(
    () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
  );
}

const names = (page) =>
  page.$$eval('.yg-head-row .yg-name', (all) => all.map((one) => one.textContent));
const text = (page, row, column) =>
  page.textContent(`.yg-body [aria-rowindex="${row + 3}"] [aria-colindex="${column + 1}"]`);
const loaded = (page, row, column = 1) =>
  page.waitForFunction(
    ([r, c]) =>
      document.querySelector(`.yg-body [aria-rowindex="${r}"] [aria-colindex="${c}"]`)?.textContent,
    [row + 3, column + 1],
  );
const query = (page) => page.evaluate(() => globalThis.lab.source.queries.at(-1));
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

describe('keys', () => {
  const last = 20;
  const cases = [
    ['ArrowRight', [0, 1], [0, 2]],
    ['ArrowLeft', [0, 2], [0, 1]],
    ['ArrowDown', [0, 1], [1, 1]],
    ['ArrowUp', [2, 1], [1, 1]],
    ['ArrowUp', [0, 2], [-1, 2]],
    ['Home', [3, 4], [3, 0]],
    ['End', [3, 4], [3, last]],
    ['Control+Home', [5, 4], [0, 0]],
    ['Control+End', [5, 4], [MILLION - 1, last]],
    ['Control+ArrowRight', [2, 2], [2, last]],
    ['Control+ArrowLeft', [2, 2], [2, 0]],
    ['Control+ArrowDown', [2, 2], [MILLION - 1, 2]],
    ['Control+ArrowUp', [7, 2], [0, 2]],
    ['Tab', [1, 1], [1, 2]],
    ['Shift+Tab', [1, 2], [1, 1]],
    ['Enter', [1, 1], [1, 1]],
    ['Escape', [1, 2], [1, 2]],
  ];
  for (const [key, from, to] of cases) {
    it(
      `${key} goes from ${from} to ${to}`,
      on('', async (page) => {
        await begin(page, ...from);
        await press(page, key);
        assert.deepEqual(await focus(page), to);
      }),
    );
  }

  it(
    'PageDown and PageUp turn a page and come back',
    on('', async (page) => {
      await begin(page, 1, 1);
      await press(page, 'PageDown');
      const [row, column] = await focus(page);
      assert.ok(row > 20 && row < 40 && column === 1, `row ${row}`);
      await press(page, 'PageUp');
      assert.deepEqual(await focus(page), [1, 1]);
    }),
  );

  it(
    'Space chooses the row and says so',
    on('', async (page) => {
      await begin(page, 2, 3);
      await press(page, 'Space');
      assert.equal(
        await page.getAttribute('.yg-body [aria-rowindex="5"]', 'aria-selected'),
        'true',
      );
      await press(page, 'Space');
      assert.equal(
        await page.getAttribute('.yg-body [aria-rowindex="5"]', 'aria-selected'),
        'false',
      );
    }),
  );

  for (const [key, cells] of [
    ['Shift+ArrowRight', 2],
    ['Shift+ArrowDown', 2],
    ['Shift+End', 19],
  ]) {
    it(
      `${key} extends the range`,
      on('', async (page) => {
        await begin(page, 4, 2);
        await press(page, key);
        assert.equal(
          await page.$$eval('.yg-cell.in[aria-selected="true"]', (all) => all.length),
          cells,
        );
        await press(page, 'Escape');
        assert.equal(await page.$$eval('.yg-cell.in', (all) => all.length), 0);
      }),
    );
  }

  it(
    'Ctrl+A chooses all that match, not only what is loaded',
    on('', async (page) => {
      await begin(page);
      await press(page, 'Control+a');
      const chosen = await page.evaluate(() => globalThis.lab.grid.selection);
      assert.equal(chosen.all, true);
      assert.equal(await page.getAttribute('.yg-head-row .yg-check', 'aria-checked'), 'true');
      await press(page, 'Space');
      assert.equal(await page.getAttribute('.yg-head-row .yg-check', 'aria-checked'), 'mixed');
    }),
  );

  it(
    'Enter opens the record',
    on('', async (page) => {
      await begin(page, 3, 1);
      await press(page, 'Enter');
      assert.deepEqual(await page.evaluate(() => globalThis.lab.opened), [3]);
    }),
  );

  it(
    'Tab leaves the grid after the last column, and at once after Escape',
    on('', async (page) => {
      await begin(page, 3, 19);
      await press(page, 'Tab', 'Tab');
      assert.equal(await focus(page), null);
      await begin(page, 3, 2);
      await press(page, 'Escape', 'Tab');
      assert.equal(await focus(page), null);
    }),
  );

  it(
    'the focus survives its row scrolling far out of sight',
    on('', async (page) => {
      await begin(page, 3, 1);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 4_000_000;
      });
      await page.waitForFunction(() => !document.querySelector('.yg-body [aria-rowindex="8"]'));
      assert.deepEqual(await focus(page), [3, 1]);
      await press(page, 'ArrowDown');
      assert.deepEqual(await focus(page), [4, 1]);
      assert.ok(await page.isVisible('.yg-body [aria-rowindex="7"]'));
    }),
  );

  it(
    'the header sorts, widens, moves and opens its menu by key',
    on('rows=5000', async (page) => {
      await begin(page, 0, 2);
      await press(page, 'ArrowUp', 'ArrowUp');
      assert.deepEqual(await focus(page), [-2, 2]);
      await press(page, 'Enter');
      assert.deepEqual((await query(page)).sort, [['code', 'asc']]);
      assert.equal(
        await page.getAttribute('.yg-head-row [aria-colindex="3"]', 'aria-sort'),
        'ascending',
      );
      const width = () =>
        page.evaluate(
          () => globalThis.lab.grid.state.columns.find(({ name }) => name === 'code').width,
        );
      const wide = await width();
      await press(page, 'Shift+ArrowRight');
      assert.equal(await width(), wide + 16);
      await press(page, 'Control+Shift+ArrowRight');
      assert.deepEqual((await names(page)).slice(0, 3), ['Ragione sociale', 'ATECO', 'Codice']);
      assert.deepEqual(await focus(page), [-2, 3]);
      await press(page, 'Alt+ArrowDown');
      assert.equal(await page.evaluate(() => document.activeElement.role), 'menuitem');
      await press(page, 'Escape');
      assert.deepEqual(await focus(page), [-2, 3]);
    }),
  );
});

describe('window and patches', () => {
  it(
    'the bar reaches the last of a million rows, and the first again',
    on('', async (page) => {
      await shown(page);
      const scroll = (to) =>
        page.evaluate((top) => {
          document.querySelector('.yg-grid').scrollTop = top;
        }, to);
      await scroll(1e9);
      await loaded(page, MILLION - 1, 2);
      assert.match(await text(page, MILLION - 1, 2), /-999$/);
      const bottom = await page.$eval(
        `.yg-body [aria-rowindex="${MILLION + 2}"]`,
        (row) => row.getBoundingClientRect().bottom,
      );
      const edge = await page.$eval(
        '.yg-grid',
        (box) => box.getBoundingClientRect().top + box.clientTop + box.clientHeight,
      );
      assert.ok(Math.abs(bottom - edge) < 1.5, `${bottom} beside ${edge}`);
      await scroll(0);
      await loaded(page, 0, 2);
    }),
  );

  it(
    'wheel steps move rows by their distance, with no row skipped',
    on('', async (page) => {
      await shown(page);
      await page.mouse.move(700, 500);
      await page.mouse.wheel(0, 280);
      await page.waitForFunction(() => document.querySelector('.yg-grid').scrollTop > 270);
      const top = await page.evaluate(() => {
        const head = document.querySelector('.yg-head').getBoundingClientRect().bottom;
        const rows = [...document.querySelectorAll('.yg-body .yg-row:not([hidden])')];
        const first = rows.filter(
          (row) =>
            row.getBoundingClientRect().bottom > head + 1 && row.getBoundingClientRect().top > 0,
        );
        return Math.min(...first.map((row) => Number(row.getAttribute('aria-rowindex')))) - 3;
      });
      assert.equal(top, 10);
    }),
  );

  it(
    'a patch paints its cell alone, which flashes once',
    on('', async (page) => {
      await shown(page);
      await page.evaluate(() => globalThis.lab.source.set(4, { workers: 4321 }));
      await page.waitForSelector('.yg-cell.flash');
      assert.equal(await text(page, 4, 7), '4.321');
      assert.equal(await page.$$eval('.yg-cell.flash', (all) => all.length), 1);
      await page.waitForSelector('.yg-cell.flash', { state: 'detached', timeout: 3000 });
    }),
  );

  it(
    'rows that come and go above leave what is in sight where it is',
    on('', async (page) => {
      await shown(page);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 2800;
      });
      await loaded(page, 105, 2);
      const place = () =>
        page.evaluate(() => {
          const row = [...document.querySelectorAll('.yg-body .yg-row')].find(
            (one) => one.textContent.includes('-105') && !one.hidden,
          );
          return [row.getBoundingClientRect().top, Number(row.getAttribute('aria-rowindex'))];
        });
      const [top, index] = await place();
      await page.evaluate(() => globalThis.lab.source.insertFirst());
      await press(page);
      assert.deepEqual(await place(), [top, index + 1]);
      await page.evaluate(() => globalThis.lab.source.remove(0));
      await press(page);
      assert.deepEqual(await place(), [top, index]);
    }),
  );

  it(
    'jumps forget older requests',
    on('', async (page) => {
      await shown(page);
      await page.evaluate(async () => {
        for (const to of [1e6, 2e6, 3e6, 4e6, 5e6]) {
          document.querySelector('.yg-grid').scrollTop = to;
          await new Promise(requestAnimationFrame);
        }
      });
      const { cancelled } = await page.evaluate(() => ({
        cancelled: globalThis.lab.source.cancelled,
      }));
      assert.ok(cancelled >= 3, `${cancelled} cancelled`);
    }),
  );
});

describe('columns', () => {
  it(
    'are dragged wider and carried to another place by mouse',
    on('', async (page) => {
      await shown(page);
      const box = await page.locator('.yg-head-row .c2').boundingBox();
      await page.mouse.move(box.x + box.width - 2, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width + 58, box.y + 10);
      await page.mouse.up();
      const wider = await page.locator('.yg-head-row .c2').boundingBox();
      assert.ok(Math.abs(wider.width - box.width - 60) < 2);
      const target = await page.locator('.yg-head-row .c4').boundingBox();
      await page.mouse.move(wider.x + 20, wider.y + 10);
      await page.mouse.down();
      await page.mouse.move(target.x + target.width - 10, target.y + 10, { steps: 5 });
      await page.mouse.up();
      assert.deepEqual((await names(page)).slice(0, 4), [
        'Ragione sociale',
        'ATECO',
        'Classe',
        'Codice',
      ]);
      assert.deepEqual(await page.evaluate(() => globalThis.lab.source.queries), []);
    }),
  );

  it(
    'are hidden, pinned and put back by menu',
    on('', async (page) => {
      await shown(page);
      const choose = async (name, item) => {
        await page.click(`.yg-head-row .yg-cell:has(.yg-name:text-is("${name}"))`, {
          button: 'right',
        });
        await page.click(`.yg-item:has-text("${item}")`);
      };
      await choose('Classe', 'Nascondi');
      assert.ok(!(await names(page)).includes('Classe'));
      await choose('Comune', 'Fissa a sinistra');
      assert.deepEqual((await names(page)).slice(0, 2), ['Ragione sociale', 'Comune']);
      await page.click('.yg-tool');
      await page.click('.yg-item:has-text("Classe")');
      assert.ok((await names(page)).includes('Classe'));
      await page.click('.yg-item:has-text("Torna alle colonne")');
      assert.equal((await names(page))[3], 'Classe');
    }),
  );

  it(
    'state is plain JSON and comes back',
    on('', async (page) => {
      await shown(page);
      await page.click('.yg-head-row .c3', { button: 'right' });
      await page.click('.yg-item:has-text("Nascondi")');
      await page.waitForFunction(() => globalThis.lab.states.length > 0);
      const state = await page.evaluate(() => JSON.stringify(globalThis.lab.states.at(-1)));
      await page.goto(`${page.url()}&keep=${encodeURIComponent(state)}`);
      await shown(page);
      assert.ok(!(await names(page)).includes('ATECO'));
      assert.equal(await page.evaluate(() => JSON.stringify(globalThis.lab.grid.state)), state);
    }),
  );
});

describe('order and filters', () => {
  it(
    'shift and click adds to the order, whose ranks are shown',
    on('rows=5000', async (page) => {
      await shown(page);
      await page.click('.yg-head-row .c4 .yg-name');
      await page.click('.yg-head-row .c7 .yg-name', { modifiers: ['Shift'] });
      await page.click('.yg-head-row .c7 .yg-name', { modifiers: ['Shift'] });
      assert.deepEqual((await query(page)).sort, [
        ['risk_class', 'asc'],
        ['workers', 'desc'],
      ]);
      assert.deepEqual(await page.$$eval('.yg-rank', (all) => all.map((one) => one.textContent)), [
        '▲1',
        '▼2',
      ]);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.yg-body .c4')].every((cell) => cell.textContent === 'Alto'),
      );
    }),
  );

  const cases = [
    ['legal_name', 1, 'brenta', ['legal_name', 'contains', 'brenta'], 'brenta'],
    ['code', 2, 'MEC*', ['code', 'starts', 'MEC'], 'MEC'],
    ['workers', 7, '>= 1.000', ['workers', 'ge', 1000], '≥ 1.000'],
    ['workers', 7, '5..9', ['workers', 'between', [5, 9]], '5 – 9'],
    ['next_on', 11, '<= 31/5/27', ['next_on', 'le', '2027-05-31'], '≤ 31/05/2027'],
    [
      'next_on',
      11,
      '5/2027',
      ['next_on', 'between', ['2027-05-01', '2027-05-31']],
      '01/05/2027 – 31/05/2027',
    ],
    ['notes', 20, '=', ['notes', 'null'], 'vuoto'],
  ];
  for (const [name, column, typed, wire, chip] of cases) {
    it(
      `"${typed}" under ${name} asks for ${JSON.stringify(wire)}`,
      on('rows=5000', async (page) => {
        await shown(page);
        await page.locator(`.yg-filter-row .c${column} input`).fill(typed);
        await page.keyboard.press('Enter');
        assert.deepEqual((await query(page)).filter, wire);
        assert.ok(
          (await page.textContent('.yg-chip')).includes(chip),
          await page.textContent('.yg-chip'),
        );
        await page.click('.yg-remove');
        assert.equal((await query(page)).filter, undefined);
        assert.equal(await page.inputValue(`.yg-filter-row .c${column} input`), '');
      }),
    );
  }

  it(
    'choices are ticked, yes or no is one of both, and both are joined',
    on('rows=5000', async (page) => {
      await shown(page);
      await page.click('.yg-filter-row .c4 button');
      await page.click('.yg-item:has-text("Alto")');
      await page.click('.yg-item:has-text("Medio")');
      await page.keyboard.press('Escape');
      await page.locator('.yg-filter-row .c15 button').click();
      await page.click('.yg-item:has-text("No")');
      await page.keyboard.press('Escape');
      assert.deepEqual((await query(page)).filter, {
        and: [
          ['risk_class', 'in', ['high', 'medium']],
          ['active', 'eq', false],
        ],
      });
      await page.waitForFunction(() =>
        /^\d+ di 5\.000$/.test(document.querySelector('.yg-count').textContent),
      );
      await page.click('.yg-clear');
      assert.equal(await page.$$eval('.yg-chip', (all) => all.length), 0);
    }),
  );

  it(
    'what cannot be read is marked and not asked for',
    on('rows=5000', async (page) => {
      await shown(page);
      await page.locator('.yg-filter-row .c7 input').fill('molti');
      await page.keyboard.press('Enter');
      assert.equal(await page.getAttribute('.yg-filter-row .c7 input', 'aria-invalid'), 'true');
      assert.equal(await query(page), undefined);
    }),
  );

  it(
    'an operator is chosen from a menu',
    on('rows=5000', async (page) => {
      await shown(page);
      await page.locator('.yg-filter-row .c7 input').focus();
      await press(page, 'Alt+ArrowDown');
      await page.click('.yg-item:has-text("almeno")');
      await page.keyboard.type('250');
      await page.keyboard.press('Enter');
      assert.deepEqual((await query(page)).filter, ['workers', 'ge', 250]);
    }),
  );

  it(
    'no match, nothing yet and failure are three things, each with a way on',
    on('rows=5000', async (page) => {
      await shown(page);
      await page.locator('.yg-filter-row .c1 input').fill('zzz');
      await page.keyboard.press('Enter');
      await page.waitForSelector(
        '.yg-notice[data-kind="no-match"] button:has-text("Togli Ragione sociale")',
      );
      await page.click('.yg-notice button');
      await shown(page);
      await page.goto(page.url().replace('rows=5000', 'state=empty'));
      await page.waitForSelector('.yg-notice[data-kind="empty"] button:has-text("Nuovo cliente")');
      await page.goto(page.url().replace('state=empty', 'state=failed'));
      await page.waitForSelector('.yg-notice[data-kind="failed"] button:has-text("Riprova")');
      await page.click('.yg-notice button');
      await shown(page);
    }),
  );
});

describe('copying', () => {
  it(
    'a range leaves as text and as a table',
    on('', async (page) => {
      await begin(page, 0, 6);
      await press(page, 'Shift+ArrowRight', 'Shift+ArrowDown', 'Control+c');
      const shownText = [];
      for (const row of [0, 1]) {
        shownText.push([await text(page, row, 6), await text(page, row, 7)].join('\t'));
      }
      assert.equal(await clipboard(page), shownText.join('\n'));
      const html = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType('text/html')).text();
      });
      assert.equal((html.match(/<td/g) ?? []).length, 4);
      assert.match(html, /align="right"/);
      assert.equal(await page.textContent('.yg-live'), '2 righe copiate');
    }),
  );

  it(
    'chosen rows leave whole, also when they must be fetched',
    on('', async (page) => {
      await begin(page, 0, 0);
      await press(page, 'ArrowRight');
      await page.evaluate(() => {
        globalThis.lab.grid.selection = { all: false, keys: new Set([0, 2]) };
      });
      await press(page, 'Control+c');
      assert.equal((await clipboard(page)).split('\n').length, 2);
      await page.goto(page.url().replace('?', '?rows=250'));
      await begin(page, 0, 1);
      await press(page, 'Control+a', 'Control+c');
      await page.waitForFunction(() =>
        document.querySelector('.yg-live').textContent.startsWith('250'),
      );
      assert.equal((await clipboard(page)).split('\n').length, 250);
    }),
  );
});

describe('editing', () => {
  for (const key of ['F2', 'Enter']) {
    it(
      `${key} begins with the value, Escape restores it`,
      on('edit=1', async (page) => {
        await begin(page, 2, 5);
        const was = await text(page, 2, 5);
        await press(page, key);
        assert.equal(await page.inputValue('.yg-edit'), was);
        await page.keyboard.type('Altrove');
        await press(page, 'Escape');
        assert.equal(await text(page, 2, 5), was);
        assert.deepEqual(await focus(page), [2, 5]);
      }),
    );
  }

  it(
    'typing replaces; Enter saves and goes down to the column the Tabs began in',
    on('edit=1', async (page) => {
      await begin(page, 2, 5);
      await page.keyboard.type('Adria');
      await press(page, 'Tab');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      assert.deepEqual(await focus(page), [2, 6]);
      await page.keyboard.type('RO');
      await press(page, 'Enter');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      await press(page);
      assert.deepEqual(await focus(page), [3, 5]);
      assert.deepEqual([await text(page, 2, 5), await text(page, 2, 6)], ['Adria', 'RO']);
    }),
  );

  it(
    'what is wrong is said at the cell, and the cell stays under edit',
    on('edit=1', async (page) => {
      await begin(page, 2, 7);
      await page.keyboard.type('9999');
      await press(page, 'Enter');
      await page.waitForSelector('.yg-wrong:has-text("5000")');
      assert.equal(await page.getAttribute('.yg-edit', 'aria-invalid'), 'true');
      await page.fill('.yg-edit', 'tanti');
      await press(page, 'Enter');
      await page.waitForSelector('.yg-wrong:has-text("numero")');
      await page.fill('.yg-edit', '12');
      await press(page, 'Enter');
      await page.waitForFunction(() => !document.querySelector('.yg-edit'));
      assert.equal(await text(page, 2, 7), '12');
    }),
  );
});

describe('accessibility', () => {
  const faults = (page) =>
    page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`,
      );
    });
  const look = async (page) => {
    await page.addScriptTag({ path: AXE });
    return faults(page);
  };
  for (const theme of ['light', 'dark', 'contrast']) {
    it(
      `axe finds nothing, ${theme}`,
      on(
        `rows=5000&theme=${theme}&edit=1`,
        async (page) => {
          await begin(page, 2, 5);
          await press(page, 'Space', 'Shift+ArrowDown');
          await page.locator('.yg-filter-row .c7 input').fill('>= 5');
          await page.keyboard.press('Enter');
          await shown(page);
          assert.deepEqual(await look(page), []);
          await page.click('.yg-head-row .c4', { button: 'right' });
          assert.deepEqual(await faults(page), []);
          await page.keyboard.press('Escape');
          await begin(page, 2, 7);
          await page.keyboard.type('9999');
          await press(page, 'Enter');
          await page.waitForSelector('.yg-wrong');
          assert.deepEqual(await faults(page), []);
        },
        { bypassCSP: true },
      ),
    );
  }
  for (const state of ['empty', 'loading', 'failed']) {
    it(
      `axe finds nothing, ${state}`,
      on(
        `state=${state}`,
        async (page) => {
          await page.waitForSelector(`.yg-notice[data-kind="${state}"]`);
          assert.deepEqual(await look(page), []);
        },
        { bypassCSP: true },
      ),
    );
  }

  it(
    'every row and cell says where it is',
    on('', async (page) => {
      await shown(page);
      const grid = page.locator('[role="grid"]');
      assert.equal(await grid.getAttribute('aria-rowcount'), String(MILLION + 2));
      assert.equal(await grid.getAttribute('aria-colcount'), '21');
      const lost = await page.$$eval(
        '.yg-body .yg-row:not([hidden])',
        (rows) =>
          rows.filter(
            (row) =>
              !row.ariaRowIndex ||
              [...row.children].some((cell, at) => Number(cell.ariaColIndex) !== at + 1),
          ).length,
      );
      assert.equal(lost, 0);
    }),
  );

  it(
    'rows are read in their order once scrolling has ended',
    on('', async (page) => {
      await shown(page);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 5000;
      });
      await page.waitForTimeout(400);
      const order = await page.$$eval('.yg-body .yg-row:not([hidden])', (rows) =>
        rows.map((row) => Number(row.ariaRowIndex)),
      );
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
      );
    }),
  );

  it(
    'targets are at least 24 px, also in compact',
    on('density=compact', async (page) => {
      await shown(page);
      const small = await page.$$eval('.yg button, .yg input, .yg [role="columnheader"]', (all) =>
        all
          .filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.width < 24 || box.height < 23);
          })
          .map((one) => one.className),
      );
      assert.deepEqual(small, []);
    }),
  );
});

/** The grid in a browser: its window, patches, columns, order, filters and copying. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shown } from './lab.mjs';
import {
  begin,
  clipboard,
  focus,
  loaded,
  MILLION,
  names,
  on,
  press,
  query,
  text,
} from './steps.mjs';

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
      await page.waitForSelector('.yg-cell.flash', { state: 'detached' });
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
    'a fresh window that moved its rows moves nothing in sight',
    on('', async (page) => {
      await begin(page, 2, 2);
      await page.evaluate(() => {
        document.querySelector('.yg-grid').scrollTop = 1400;
      });
      await loaded(page, 60, 2);
      const place = () =>
        page.evaluate(() => {
          const row = [...document.querySelectorAll('.yg-body .yg-row:not([hidden])')].find((one) =>
            one.children[2].textContent.endsWith('-060'),
          );
          return row.getBoundingClientRect().top;
        });
      const top = await place();
      await page.evaluate(() => {
        const { source } = globalThis.lab;
        const rows = [source.at(900), ...Array.from({ length: 99 }, (_, at) => source.at(at))];
        source.tell([{ type: 'rows', first: 0, rows }]);
      });
      await press(page);
      assert.equal(await place(), top);
      assert.deepEqual(await focus(page), [3, 2]);
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
      await page.evaluate(() => {
        globalThis.lab.source.failure.value = { message: 'Niente risposta.' };
      });
      await page.waitForSelector('.yg-notice.over-rows:has-text("Niente risposta.")');
      assert.ok(await page.isVisible('.yg-body [aria-rowindex="5"]'));
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
        globalThis.lab.grid.select({ all: false, keys: new Set([0, 2]) });
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

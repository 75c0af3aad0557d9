/**
 * Every word of the client is translated, and none is cut: the screens in a language of nobody.
 *
 * There each word of ours is ⟦àççéñţéð⟧ and longer. Whatever else has letters must have come from the
 * server in words of its own: what it sent is listened to, so nothing has to be marked.
 */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, until } from './harness.mjs';
import { CATALOGUE, STUDIO, settled, visit, visitFile, WORK } from './screens.mjs';

/** The same everywhere: the product, initials, keys, languages in their own words; and React Aria's own. */
const SAME =
  /^(Ytefas|Italiano|English|Dismiss|[A-Z]{2}|\(?(Ctrl|Alt|Shift|Esc|Enter|Tab|F\d+)([ +]+\S+)*)$/;

/** Everything the server says to a page, as one text. */
const listened = async (page) => {
  const said = [];
  page.on('response', (answer) => {
    if (new URL(answer.url()).pathname.startsWith('/auth/')) {
      said.push(answer.text().catch(() => ''));
    }
  });
  await page.reload();
  return async () => [...page.heard, ...(await Promise.all(said))].join('\n');
};

/** Visible texts and names with letters that are not stretched, each with where it stands. */
const plain = (page) =>
  page.evaluate(() => {
    const found = [];
    const place = (element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
    const note = (text, element) => {
      const words = text.replace(/⟦[^⟧]*⟧/g, '').trim();
      // of ours no letter is plain, also where words are taken apart to mark what was looked for
      if (/[A-Za-z]{2}/.test(words)) found.push([words, place(element)]);
    };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const element = node.parentElement;
      if (element.closest('noscript, script, style, datalist')) continue;
      if (element.checkVisibility()) note(node.data, element);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        note(element.getAttribute(name), element);
      }
    }
    return found;
  });

/** Stretched words that run over the edge of what clips them, without an ellipsis to say so. */
const cut = (page) =>
  page.evaluate(() => {
    const stretched = document.evaluate(
      '//body//text()[contains(., "⟦")]/..',
      document,
      null,
      XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    );
    const clips = (box) => ['hidden', 'clip'].includes(getComputedStyle(box).overflowX);
    const clipping = (box) => (box === null || clips(box) ? box : clipping(box.parentElement));
    const over = (element) => {
      const box = clipping(element);
      if (box === null || getComputedStyle(box).textOverflow === 'ellipsis') return false;
      const edge = box.getBoundingClientRect().right + 1;
      return element.getBoundingClientRect().right > edge && box.scrollWidth > box.clientWidth + 1;
    };
    return Array.from({ length: stretched.snapshotLength }, (_, at) => stretched.snapshotItem(at))
      .filter((element) => element.checkVisibility() && element.closest('.for-readers') === null)
      .filter(over)
      .map((element) => `${element.textContent} in ${element.outerHTML.slice(0, 80)}`);
  });

describe('words', () => {
  const on = journey();
  const SCREENS = [
    ['the login', undefined, (page) => page.getByRole('heading', { level: 1 }).waitFor()],
    ['the desktop', 'admin', (page) => page.getByRole('tab', { name: 'Scrivania' }).waitFor()],
    [
      'the own menu',
      'admin',
      async (page) => {
        await page.getByRole('button', { name: /Anna/ }).click();
        await page.getByRole('menu').waitFor();
      },
    ],
    [
      'the palette',
      'admin',
      async (page) => {
        await page.getByRole('tab', { name: 'Scrivania' }).waitFor();
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').waitFor();
      },
    ],
    [
      'the keys',
      'admin',
      async (page) => {
        await page.getByRole('tab', { name: 'Scrivania' }).waitFor();
        await page.keyboard.press('F1');
        await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
      },
    ],
    [
      'a list and its record',
      'admin',
      async (page) => {
        await page.getByRole('navigation').getByText('Clienti', { exact: true }).click();
        await page.getByRole('grid').first().waitFor();
        await page.getByRole('row').nth(3).click();
        await settled(page);
      },
    ],
  ];

  for (const [name, login, open] of SCREENS) {
    it(
      `are all translated, and whole: ${name}`,
      on(async ({ page }) => {
        const one = await page(login, { path: '/?lang=x-pseudo' });
        const said = await listened(one);
        await open(one);
        await until(() => one.evaluate(() => document.body.textContent.includes('⟦')));
        assert.deepEqual(await foreign(one, said), []);
        assert.deepEqual(await cut(one), []);
      }),
    );
  }

  const WALKS = [
    ['the lists of the work and their records', (page, see) => visit(page, WORK, see)],
    ['the file of a customer', (page, see) => visitFile(page, 'Officine Meccaniche Valsesia', see)],
    ['the catalogue', (page, see) => visit(page, CATALOGUE, see)],
    ['what the studio is kept by', (page, see) => visit(page, STUDIO, see)],
  ];
  for (const [name, walk] of WALKS) {
    it(
      `are all translated, and whole: ${name}`,
      on(async ({ page }) => {
        const one = await page('admin', { path: '/?lang=x-pseudo' });
        const said = await listened(one);
        await until(() => one.evaluate(() => document.body.textContent.includes('⟦')));
        const found = [];
        await walk(one, async (place) => {
          const wrong = [...(await foreign(one, said)), ...(await cut(one))];
          found.push(...wrong.map((what) => `${place}: ${what}`));
        });
        assert.deepEqual(found, []);
      }),
    );
  }
});

/** What is shown and has not been said by the server, word for word. */
const foreign = async (page, said) => {
  const shown = await plain(page);
  const known = await said(); // afterwards: what is shown has been heard
  return shown.filter(
    ([words]) => !SAME.test(words) && !known.includes(words) && !spoken(known, words),
  );
};

/** What the server sent may stand with others in one text: `RSSMRA · Rossi`, `Anna Rossi`, a date. */
const spoken = (known, words) => {
  const heard = known.toLowerCase(); // in a sentence names begin small
  return words
    .toLowerCase()
    .split(/[\s·,;:()/“”«»…—–-]+/)
    .filter((word) => /\p{L}{2}/u.test(word))
    .every((word) => heard.includes(word) || DATES.has(word));
};

/** Days and months come from the browser, in the language of nobody's nearest relation. */
const DATES = new Set([
  'am',
  'pm',
  'at',
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((month) =>
    ['long', 'short'].flatMap((style) => [
      new Date(2026, month, month + 1).toLocaleDateString('en', { month: style }).toLowerCase(),
      new Date(2026, 0, month + 1).toLocaleDateString('en', { weekday: style }).toLowerCase(),
    ]),
  ),
]);

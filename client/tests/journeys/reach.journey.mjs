/**
 * Reached by everybody: zoomed to twice, as narrow as a phone, without colours of our own, without
 * motion, by keyboard with the focus in sight.
 */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, journey, shot } from './harness.mjs';
import { settled } from './screens.mjs';

const LIST = '/#/view/org.customers';
const listed = async (page) => {
  await page.locator('.yg-row.cur').first().waitFor();
  await settled(page);
};
const formed = async (page) => {
  await page.getByRole('toolbar', { name: 'Salvataggio' }).last().waitFor();
  await settled(page);
};

/** Whether the page can be scrolled sideways: what sticks out is not found. */
const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

/** Buttons, fields and links in sight of which nothing can be hit: cut off, or covered. */
const lost = (page) =>
  page.evaluate(() => {
    const named = (one) => one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40);
    const cut = (box) => box.right <= 1 || box.left >= innerWidth - 1;
    return [...document.querySelectorAll('header button, nav button, [role=toolbar] button')]
      .filter((one) => one.checkVisibility() && one.closest('[inert]') === null)
      .filter((one) => {
        const scrolls = one.closest('[role=tablist], .list-bar, .sub-tab-list');
        return scrolls === null && cut(one.getBoundingClientRect());
      })
      .map(named);
  });

/** Where the focus is, whether one sees that, and whether something lies over it. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) return { name: '', seen: true, covered: false };
    const name = `${at.tagName.toLowerCase()}.${at.className} ${at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 30)}`;
    const drawn = (one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      );
    };
    // a field shows it on its box, a segment on its label
    let seen = false;
    for (let one = at, up = 0; one !== null && up < 4; one = one.parentElement, up += 1) {
      seen ||= drawn(one) || drawn(one.nextElementSibling ?? one);
    }
    const box = at.getBoundingClientRect();
    const points = [
      [box.left + box.width / 2, box.top + box.height / 2],
      [box.left + 2, box.top + 2],
      [box.right - 2, box.bottom - 2],
    ];
    const covered =
      box.width > 0 &&
      points.every(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return (
          top === null || !(at.contains(top) || top.contains(at) || at.labels?.[0]?.contains(top))
        );
      });
    return { name, seen, covered };
  });

async function walked(page, steps) {
  const wrong = [];
  const names = new Set();
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const { name, seen, covered } = await focused(page);
    names.add(name);
    if (!seen) wrong.push(`not seen: ${name}`);
    if (covered) wrong.push(`covered: ${name}`);
  }
  return { wrong: [...new Set(wrong)], names };
}

describe('everybody reaches', () => {
  const on = journey();

  const screens = (width, height) =>
    on(async ({ page }) => {
      const size = { viewport: { width, height } };
      const door = await page(undefined, size);
      await door.getByRole('button', { name: 'Accedi' }).waitFor();
      assert.equal(await sideways(door), 0, 'the login is wider than the window');
      await door.getByRole('button', { name: 'Accedi' }).click({ trial: true });

      const desk = await page('admin', { ...size, path: LIST });
      await listed(desk);
      await shot(desk, `reach-list-${width}`);
      assert.equal(await sideways(desk), 0, 'the list is wider than the window');
      assert.deepEqual(await lost(desk), []);
      const row = desk.locator('.yg-body .yg-row:not([hidden]) .yg-cell.c2').nth(1);
      await row.click();
      await desk.keyboard.press('Enter');
      await formed(desk);
      await shot(desk, `reach-form-${width}`);
      assert.equal(await sideways(desk), 0, 'the form is wider than the window');
      assert.deepEqual(await lost(desk), []);
      const last = desk.getByRole('textbox', { name: 'Note' }).filter({ visible: true }).first();
      await last.scrollIntoViewIfNeeded();
      await last.fill('reached');
      await desk
        .getByRole('button', { name: /^Salva/ })
        .last()
        .click({ trial: true });
      assert.deepEqual(await axe(desk, { themes: ['light'] }), []);
      await desk.keyboard.press('Control+k');
      await desk.getByRole('listbox').waitFor();
      assert.equal(await sideways(desk), 0, 'the palette is wider than the window');
      await shot(desk, `reach-palette-${width}`);
    });

  it('login, list and form at twice the size', screens(720, 450));
  it('login, list and form on the smallest phone', screens(320, 640));

  it(
    'everything by Tab, with the focus in sight and nothing over it',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST });
      await listed(desk);
      const list = await walked(desk, 45);
      await desk.locator('.yg-body .yg-row:not([hidden]) .yg-cell.c2').nth(1).click();
      await desk.keyboard.press('Enter');
      await formed(desk);
      const form = await walked(desk, 60);
      assert.deepEqual([...list.wrong, ...form.wrong], []);
      assert.ok(list.names.size > 15 && form.names.size > 30, 'the focus does not get around');
    }),
  );

  it(
    'all of it in the colours of the system',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST, forcedColors: 'active' });
      await listed(desk);
      await shot(desk, 'reach-forced-list');
      const { wrong } = await walked(desk, 12);
      assert.deepEqual(wrong, []);
      // the row one is on, and what is chosen, are told by more than a background
      const told = await desk.evaluate(() => {
        const look = (selector) => {
          const one = document.querySelector(selector);
          const style = one === null ? undefined : getComputedStyle(one);
          return style === undefined
            ? ''
            : `${style.backgroundColor} ${style.outlineStyle} ${style.borderLeftStyle} ${style.borderBottomStyle}`;
        };
        return [
          look('.yg-row.cur .yg-cell.c2') !== look('.yg-row:not(.cur):not([hidden]) .yg-cell.c2'),
          look('.sub-tab[aria-selected=true]') !== look('.sub-tab[aria-selected=false]'),
          look('.nav-line[aria-current]') !== look('.nav-line:not([aria-current])'),
        ];
      });
      assert.deepEqual(told, [true, true, true]);
    }),
  );

  it(
    'all of it without motion',
    on(async ({ page }) => {
      const desk = await page('admin', { path: LIST, reducedMotion: 'reduce' });
      await listed(desk);
      await desk.keyboard.press('Control+k');
      await desk.getByRole('listbox').waitFor();
      const moving = await desk.evaluate(() =>
        document
          .getAnimations()
          .filter(({ effect, playState }) => {
            const { duration } = effect.getComputedTiming();
            return playState === 'running' && Number(duration) > 10;
          })
          .map(({ effect, animationName }) => `${animationName} ${effect.target?.className}`),
      );
      assert.deepEqual(moving, []);
    }),
  );
});

/**
 * The same hour without a mouse. After every key the focus is somewhere, and to be seen; whatever
 * opens over the work gives it back to where it came from.
 */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { journey, LOGINS, shot, until } from './harness.mjs';

/** Where the focus is: what it is called, whether it is in sight, and whether it is shown. */
const focusOf = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    return {
      lost: one === document.body || one === document.documentElement,
      name: one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent?.slice(0, 60) ?? '',
      role: one.getAttribute('role') ?? one.localName,
      seen: width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      shown: one.matches(':focus-visible') || one.closest('[data-focus-visible]') !== null,
    };
  });

/** A person with a keyboard and nothing else. */
const typist = (page) => {
  const steady = async (what) => {
    let focus;
    // a screen that is on its way may take the focus in a moment
    await until(
      async () => {
        focus = await focusOf(page);
        return !focus.lost && focus.seen && focus.shown;
      },
      { what: `after ${what} the focus is nowhere, or not to be seen` },
    );
    return focus;
  };
  const press = async (...keys) => {
    let focus;
    for (const key of keys) {
      await page.keyboard.press(key);
      focus = await steady(key);
    }
    return focus;
  };
  const type = async (text) => {
    await page.keyboard.type(text);
    await steady(text);
  };
  const on = async (locator, what) =>
    await until(() => locator.evaluate((one) => one.contains(document.activeElement)), {
      what: `the focus is not on ${what ?? locator}`,
    });
  /** Go on with a key until the focus is where it is wanted. */
  const to = async (locator, key = 'Tab', most = 60) => {
    await locator.first().waitFor(); // what is still to come would be gone past
    for (let step = 0; step < most; step++) {
      const there = await locator.evaluateAll((all) =>
        all.some((one) => one === document.activeElement),
      );
      if (there) return;
      await press(key);
    }
    assert.fail(`${locator} is not reached by ${key}`);
  };
  /** What opens gives the focus back when it is left. */
  const returns = async (open, within) => {
    const before = await page.evaluateHandle(() => document.activeElement);
    await open();
    await within();
    await press('Escape');
    await until(() => before.evaluate((one) => one === document.activeElement), {
      what: 'the focus did not come back',
    });
  };
  return { press, type, on, to, returns };
};

/** Run a command by its name, however its key is taken by what one types into. */
const palette = async (page, keys, command) => {
  await keys.press('Control+k');
  await keys.type(`>${command}`);
  await page.getByRole('option', { name: command }).first().waitFor();
  await keys.press('Enter');
};

/** The keys that are told mean one thing each; F1 helps with whatever is nearest. */
const noClash = async (page) => {
  const told = page.getByRole('dialog', { name: 'Tasti di questa vista' });
  await told.waitFor();
  const all = await told
    .getByRole('definition')
    .evaluateAll((lines) =>
      lines.flatMap((line) =>
        line.closest('section').querySelector('h3').textContent === 'In una tabella'
          ? []
          : [...line.children].map((key) => key.textContent),
      ),
    );
  const twice = all.filter((key, at) => key !== 'F1' && all.indexOf(key) !== at);
  assert.ok(all.length > 10);
  assert.deepEqual(twice, []);
};

describe('a consultant works without a mouse', () => {
  const on = journey();

  it(
    'finds, opens, changes, makes and saves by keys alone',
    on(async ({ page }) => {
      const desk = await page();
      const keys = typist(desk);
      const panel = (name) => desk.getByRole('tabpanel', { name });
      await keys.on(desk.getByRole('textbox', { name: 'E-mail' }));
      await keys.type(LOGINS.consultant.email);
      await keys.press('Tab');
      await keys.type(LOGINS.consultant.password);
      await desk.keyboard.press('Enter');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await keys.press('F6');

      // the palette opens what it finds, and runs commands
      await keys.returns(
        () => keys.press('Control+k'),
        () => keys.on(desk.getByRole('combobox', { name: 'Cerca o esegui un comando' })),
      );
      await keys.press('Control+k');
      await keys.type('clienti');
      await desk
        .getByRole('option', { name: /^Clienti/ })
        .first()
        .waitFor();
      await keys.press('Enter');
      const list = panel('Clienti');
      const grid = list.getByRole('grid', { name: 'Clienti' });
      await keys.on(grid, 'the rows');

      // keys of this view
      await keys.returns(
        () => keys.press('?'),
        () => noClash(desk),
      );

      // rows; what stands below follows
      await keys.press('Control+Home', 'ArrowDown', 'ArrowDown');
      await list.getByRole('heading', { name: 'Cantine Colle Umberto Soc. Agr.' }).waitFor();
      await keys.press('End', 'Home');

      // quick search, and down into what it found
      await keys.press('/');
      await keys.on(list.getByRole('textbox', { name: 'Cerca: Clienti' }));
      await keys.type('caseificio');
      await grid.getByRole('row', { name: /Cantine/ }).waitFor({ state: 'detached' });
      await keys.press('ArrowDown');
      await keys.on(grid, 'the rows');
      await keys.press('/', 'Escape', 'Escape'); // the words, then the search
      await keys.on(grid, 'the rows');

      // the menus of a row and of a column
      await keys.returns(
        () => keys.press('ContextMenu'),
        () => desk.getByRole('menu', { name: 'Menu della riga' }).waitFor(),
      );
      await keys.returns(
        () => keys.press('Shift+F10'),
        () => desk.getByRole('menu', { name: 'Menu della riga' }).waitFor(),
      );
      await keys.press('Control+Home', 'ArrowRight', 'ArrowUp', 'ArrowUp');
      await keys.on(grid.getByRole('columnheader', { name: 'Codice', exact: true }));
      await keys.press('Enter');
      await until(
        async () =>
          (await grid
            .getByRole('columnheader', { name: 'Codice', exact: true })
            .getAttribute('aria-sort')) === 'ascending',
      );
      await keys.returns(
        () => keys.press('Alt+ArrowDown'),
        () => desk.getByRole('menu', { name: 'Codice' }).waitFor(),
      );

      // a record: fields by Tab, what is wrong by F8, saved by Ctrl+S
      await keys.press('/');
      await keys.type('caseificio');
      await keys.press('Enter', 'Enter'); // quicker than the answer
      const form = panel(/Caseificio Brenta/);
      await form.getByRole('textbox', { name: 'Ragione sociale' }).waitFor();
      await keys.on(form, 'the record');
      await keys.to(form.getByRole('textbox', { name: 'Nome breve' }));
      await keys.press('Control+a');
      await keys.type('Brenta');
      await keys.press('Tab', 'Control+a');
      await keys.type('12345678901');
      await keys.returns(
        () => palette(desk, keys, 'Tasti di questa vista'),
        () => noClash(desk),
      );
      await keys.press('Control+s');
      await form.getByRole('alert').waitFor();
      await keys.on(form.getByRole('textbox', { name: 'Partita IVA' }));
      await keys.press('Tab', 'Tab', 'F8');
      await keys.on(form.getByRole('textbox', { name: 'Partita IVA' }));
      await keys.press('Control+a');
      await keys.type('12345678903');
      await keys.to(form.getByRole('combobox', { name: 'Consulente di riferimento' }));
      await keys.type('ross');
      await desk.getByRole('option', { name: /Giulia Rossi/ }).waitFor();
      await keys.press('Enter', 'Tab');
      const state = form.getByRole('combobox', { name: 'Stato' });
      await keys.to(state);
      await keys.press('Alt+ArrowDown');
      await desk.getByRole('option', { name: 'Sospeso' }).waitFor();
      await keys.type('sos');
      await keys.press('Enter');
      await keys.press('Control+s');
      await form.getByRole('status').filter({ hasText: 'Salvato' }).waitFor();
      await keys.on(form, 'the record');
      await until(async () => (await state.inputValue()) === 'Sospeso');
      await shot(desk, 'keys form');

      // leaving what is not saved asks; Esc stays
      await keys.to(form.getByRole('textbox', { name: 'Nome breve' }), 'Shift+Tab');
      await keys.type('x');
      await keys.press('Alt+w');
      const asked = desk.getByRole('alertdialog', { name: /modifiche non salvate/ });
      await asked.waitFor();
      await keys.on(asked);
      await keys.press('Escape');
      await keys.on(form.getByRole('textbox', { name: 'Nome breve' }));
      await keys.press('Control+z', 'Alt+w');
      await keys.on(grid, 'the list one came from');

      // a new customer, a site, a department
      await keys.press('Alt+n');
      const made = panel('Nuovo cliente');
      await keys.on(made.getByRole('textbox', { name: 'Ragione sociale' }));
      await keys.type('Vetreria Tastiera S.r.l.');
      await keys.to(made.getByRole('textbox', { name: 'Codici ATECO' }));
      await keys.type('23.12');
      await keys.press('Enter');
      for (const [name, value] of [
        ['Via e numero', 'Via Murano 3'],
        ['CAP', '30141'],
        ['Comune', 'Venezia'],
        ['Provincia', 'VE'],
      ]) {
        await keys.to(made.getByRole('textbox', { name, exact: true }));
        await keys.type(value);
      }
      await keys.press('Control+s');
      const customer = panel('Vetreria Tastiera S.r.l.');
      await customer.getByRole('heading', { name: 'Vetreria Tastiera S.r.l.' }).waitFor();
      await keys.on(customer, 'the new record');
      await keys.to(customer.getByRole('button', { name: 'Nuova sede' }));
      await keys.press('Enter');
      const site = panel('Nuova sede');
      await keys.on(site.getByRole('textbox', { name: 'Codice', exact: true }));
      await keys.type('S1');
      await keys.press('Tab');
      await keys.type('Vetreria di Murano');
      for (const [name, value] of [
        ['Via e numero', 'Via Murano 3'],
        ['CAP', '30141'],
        ['Comune', 'Venezia'],
        ['Provincia', 'VE'],
      ]) {
        await keys.to(site.getByRole('textbox', { name, exact: true }));
        await keys.type(value);
      }
      await keys.press('Control+s');
      const murano = panel('Vetreria di Murano');
      await murano.getByRole('heading', { name: 'Vetreria di Murano' }).waitFor();
      await keys.on(murano, 'the new site');

      // tabs: by number, one after the other, side by side, closed
      await keys.press('Alt+1');
      await desk.getByRole('tab', { name: 'Scrivania', selected: true }).waitFor();
      await keys.press('Alt+2');
      await keys.on(grid, 'the rows');
      await keys.press('Alt+Shift+PageDown', 'Alt+Shift+PageUp');
      await keys.on(grid, 'the rows');
      await keys.press('Alt+r');
      await until(
        async () => (await desk.getByRole('tablist', { name: 'Viste aperte' }).count()) === 2,
      );
      await keys.press('Alt+p', 'Alt+p');
      await shot(desk, 'keys split');

      // areas of the window, and out
      await keys.press('F6', 'F6', 'F6', 'Shift+F6');
      await keys.press('Control+k');
      await keys.type('>esci');
      await desk.getByRole('option', { name: 'Esci' }).waitFor();
      await desk.keyboard.press('Enter');
      await keys.on(desk.getByRole('textbox', { name: 'E-mail' }));
    }),
  );
});

/** The desk: links, tabs and panes by keyboard alone, and a server that dies while somebody types. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, DISCONNECTED, journey, LOGINS, until } from './harness.mjs';

const LIST = '#/view/org.customers';

describe('the desk', () => {
  const on = journey();
  const enter = async (page, { email, password }) => {
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Scrivania' }).waitFor();
  };
  const fragment = (page) => new URL(page.url()).hash;
  const at = (page, wanted) => until(() => wanted.test(fragment(page)));
  /** The focus comes to the list by itself. */
  const atRow = (page) =>
    until(() => page.evaluate(() => document.activeElement?.role === 'gridcell'), {
      what: 'the list never had the focus',
    });
  const lists = (page) => page.locator('.tab-list[role="tablist"]');
  const tabs = (page) => lists(page).getByRole('tab');

  it(
    'opens a link after the login, and goes back and forward through what was open',
    on(async ({ page }) => {
      const desk = await page();
      await desk.evaluate((link) => location.replace(link), LIST);
      await enter(desk, LOGINS.consultant);
      await desk.getByRole('tab', { name: 'Clienti', selected: true }).waitFor();
      await atRow(desk);
      await desk.keyboard.press('Enter');
      await at(desk, /^#\/view\/org\.customers\/[0-9a-f-]{36}$/);
      const record = fragment(desk);
      await desk.keyboard.press('Alt+w');
      await at(desk, /^#\/view\/org\.customers$/);
      await desk.goBack();
      await until(() => fragment(desk) === record);
      await until(async () => (await tabs(desk).count()) === 3);
    }),
  );

  it(
    'puts tabs beside each other, and finds them so after the page was loaded again',
    on(async ({ page }) => {
      const desk = await page();
      await desk.evaluate((link) => location.replace(link), LIST);
      await enter(desk, LOGINS.consultant);
      await desk.getByRole('gridcell').first().waitFor();
      await desk.keyboard.press('Alt+r');
      await until(async () => (await lists(desk).count()) === 2);
      assert.deepEqual(await axe(desk), []);
      await desk.reload();
      await desk.getByRole('gridcell').first().waitFor();
      await until(async () => (await lists(desk).count()) === 2);
      await until(async () => (await tabs(desk).count()) === 2);
    }),
  );

  it(
    'loses neither words nor place when the server dies while somebody types',
    on(async ({ page, server }) => {
      const desk = await page();
      desk.expects(DISCONNECTED);
      await desk.evaluate((link) => location.replace(link), LIST);
      await enter(desk, LOGINS.consultant);
      await atRow(desk);
      await desk.keyboard.press('Enter');
      const field = desk.getByRole('textbox', { name: 'Nome breve' });
      await field.fill('');
      await desk.keyboard.type('prima');
      await server.kill();
      await desk.getByText(/Connessione persa/).waitFor();
      await desk.keyboard.type(' durante');
      await server.restart();
      await desk.getByText(/Connessione persa/).waitFor({ state: 'hidden' });
      await until(async () => (await field.inputValue()) === 'prima durante');
      await until(() => field.evaluate((element) => element === document.activeElement));
      await desk.keyboard.type(' dopo');
      assert.equal(await field.inputValue(), 'prima durante dopo');
    }),
  );

  it(
    'shows the open form of a record again, and says what is put away before it is',
    on(async ({ page }) => {
      const desk = await page('consultant', { path: `/${LIST}` });
      await atRow(desk);
      await desk.keyboard.press('Enter');
      await at(desk, /^#\/view\/org\.customers\/[0-9a-f-]{36}$/);
      const record = await desk.getByRole('textbox', { name: 'Ragione sociale' }).inputValue();
      const open = await tabs(desk).count();
      await desk.getByRole('tab', { name: 'Clienti', exact: true }).click();
      await desk.getByRole('gridcell', { name: record, exact: true }).dblclick();
      await at(desk, /^#\/view\/org\.customers\/[0-9a-f-]{36}$/);
      assert.equal(await tabs(desk).count(), open);
      await desk.getByRole('button', { name: 'Altre azioni' }).last().click();
      await desk.getByRole('menuitem', { name: 'Archivia', exact: true }).click();
      const asked = desk.getByRole('alertdialog', { name: /Archiviare/ });
      await asked.getByText(record).waitFor();
      await desk.keyboard.press('Escape');
      await asked.waitFor({ state: 'detached' });
    }),
  );
});

/** In and out: the login, the desktop, and the login again. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, focused, journey, LOGINS, until } from './harness.mjs';

describe('logging in and out', () => {
  const on = journey();
  const fill = async (page, { email, password }) => {
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
  };

  it(
    'shows the desktop and goes back to the login',
    on(async ({ page }) => {
      const desk = await page();
      await desk.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(await axe(desk), []);
      await fill(desk, LOGINS.consultant);
      await desk.getByRole('button', { name: 'Accedi' }).click();
      await desk.getByRole('main').waitFor();
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('button', { name: /Carlo/ }).click();
      await desk.getByRole('menuitem', { name: 'Esci' }).click();
      await desk.getByRole('heading', { name: 'Accedi' }).waitFor();
      // the theme and the language are the machine's; nothing of the person stays on it
      const left = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].join();
      await until(async () => (await desk.evaluate(left)) === 'ytefas.looks', {
        what: 'something of the person stayed',
      });
    }),
  );

  it(
    'leaves nothing open in another tab of the browser',
    on(async ({ page }) => {
      const desk = await page();
      await fill(desk, LOGINS.consultant);
      await desk.getByRole('button', { name: 'Accedi' }).click();
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      const other = await desk.context().newPage();
      await other.goto(desk.url());
      await other.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await desk.getByRole('button', { name: /Carlo/ }).click();
      await desk.getByRole('menuitem', { name: 'Esci' }).click();
      await other.getByRole('heading', { name: 'Accedi' }).waitFor();
      await other.getByRole('tab', { name: 'Scrivania' }).waitFor({ state: 'detached' });
    }),
  );

  it(
    'works by keyboard alone',
    on(async ({ page }) => {
      const desk = await page();
      await focused(desk.getByRole('textbox', { name: 'E-mail' }));
      await desk.keyboard.type(LOGINS.admin.email);
      await desk.keyboard.press('Tab');
      await desk.keyboard.type(LOGINS.admin.password);
      await desk.keyboard.press('Enter');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
    }),
  );

  it(
    'says what is wrong and keeps what was typed',
    on(async ({ page }) => {
      const desk = await page();
      desk.expects(/status of 401/);
      await fill(desk, { ...LOGINS.admin, password: 'not this one' });
      await desk.getByRole('button', { name: 'Accedi' }).click();
      await desk.getByRole('alert').waitFor();
      assert.equal(
        await desk.getByRole('textbox', { name: 'E-mail' }).inputValue(),
        LOGINS.admin.email,
      );
    }),
  );
});

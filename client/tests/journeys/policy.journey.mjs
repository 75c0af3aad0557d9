/** The page's policy and console stay silent whatever is opened; the harness fails on any word of theirs. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { focused, journey, until } from './harness.mjs';

describe('the policy of the page', () => {
  const on = journey();

  it(
    'is strict, and kept by menus, dialogs, tabs, lists and forms',
    on(async ({ page }) => {
      const desk = await page('admin');
      const head = await desk.context().request.get('/');
      const policy = head.headers()['content-security-policy'];
      assert.match(policy, /script-src 'self'; style-src 'self';/);
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await desk.getByRole('button', { name: /Anna/ }).click();
      await desk.getByRole('menu').waitFor();
      await desk.keyboard.press('Escape');
      await desk.keyboard.press('Control+k');
      const asked = desk.getByRole('combobox', { name: 'Cerca o esegui un comando' });
      await focused(asked);
      await desk.keyboard.type('cli');
      await until(async () => {
        await desk.keyboard.press('Escape'); // the words, then the search
        return (await asked.count()) === 0;
      });
      await desk.getByRole('navigation').getByText('Clienti', { exact: true }).click();
      await desk.getByRole('grid').first().waitFor();
      await desk.getByRole('row').nth(3).click();
      await desk.getByRole('tab', { name: 'Scrivania' }).click();
      await desk.getByRole('navigation').getByText('Utenti', { exact: true }).click();
      await desk.getByRole('grid').first().waitFor();
    }),
  );

  it(
    'would tell if it were not',
    on(async ({ page }) => {
      const desk = await page();
      await desk.evaluate(() => {
        const style = document.createElement('style');
        style.textContent = 'body { color: red }';
        document.head.append(style);
      });
      // by the page to us, and by the browser to its console
      await until(() => desk.faults.length > 1, { what: 'it was not told' });
      const told = desk.faults.splice(0);
      assert.ok(
        told.some((fault) => fault.startsWith('policy: style-src')),
        String(told),
      );
    }),
  );
});

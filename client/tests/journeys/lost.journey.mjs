/** Links that lead nowhere or to what is somebody else's, and screens that break. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axe, DISCONNECTED, journey, LOGINS } from './harness.mjs';
import { field, foot, list, ready, record } from './records.mjs';

const GONE = '#/view/org.sites/01900000-0000-7000-8000-000000000000';

describe('what cannot be shown', () => {
  const on = journey();

  it(
    'is a record that does not exist, and there is a way out',
    on(async ({ page }) => {
      const anna = await ready(await page('admin', { path: `/${GONE}` }));
      await anna
        .getByRole('alert')
        .getByText(/non esiste più o non puoi vederlo/)
        .waitFor();
      assert.deepEqual(await axe(anna), []);
      await anna.getByRole('alert').getByRole('button', { name: 'Chiudi' }).click();
      await anna.getByRole('tab', { name: 'Scrivania', selected: true }).waitFor();
    }),
  );

  it(
    'is said of a record of others in the very same words',
    on(async ({ page }) => {
      const anna = await ready(await page('admin'));
      await list(anna, 'Sedi');
      const address = await record(anna, 'Albergo di via delle Corse');
      const words = async (path) => {
        const guest = await ready(await page('customer', { path: `/${path}` }));
        const said = guest.getByRole('alert').filter({ hasText: /non esiste più/ });
        return await said.first().textContent();
      };
      assert.equal(await words(address), await words(GONE));
    }),
  );

  it(
    'is an address nobody can read, or of a screen there is not',
    on(async ({ page }) => {
      for (const path of ['/#/nonsense', '/#/view/no.such', '/#/%zz', '/#/delete/org.sites']) {
        const anna = await ready(await page('admin', { path }));
        await anna
          .getByRole('alert')
          .getByText(/Questo collegamento non si può aprire/)
          .waitFor();
        await anna.getByRole('alert').getByRole('button', { name: 'Chiudi' }).click();
        await anna.getByRole('alert').waitFor({ state: 'detached' });
        await anna.context().close();
      }
    }),
  );

  /** A newer server describes a screen of a record with what this page has never heard of. */
  const describedWith = (page, [known, other]) =>
    page.routeWebSocket(/\/ws/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        const changed = typeof message === 'string' && message.includes('create_peer');
        socket.send(changed ? message.replaceAll(known, other) : message);
      });
    });

  it(
    'is a part or a field of a kind from the future: it is named, and the rest works',
    on(async ({ page }) => {
      const anna = await page('admin');
      await describedWith(anna, ['"kind":"tree"', '"kind":"hologram"']);
      await anna.reload();
      await ready(anna);
      await list(anna, 'Sedi');
      await record(anna, 'Ambulatorio di Sassuolo');
      await anna.getByRole('heading', { name: 'Reparti' }).first().waitFor();
      await anna.getByText('open_department').filter({ visible: true }).first().waitFor(); // what it is about, to be read
      await field(anna, 'Piani').fill('3');
      await foot(anna).getByText('1 modifica non salvata').waitFor();
    }),
  );

  it(
    'is what one sees after the login has ended, until one signs in again; nothing typed is lost',
    on(async ({ page }) => {
      const anna = await ready(await page('admin'));
      anna.expects(DISCONNECTED, /status of 401/);
      await list(anna, 'Sedi');
      await record(anna, 'Albergo di viale delle Palme');
      await field(anna, 'Piani').fill('17');
      await anna.context().clearCookies();
      await anna.context().setOffline(true);
      await anna.evaluate(() => window.dispatchEvent(new Event('offline')));
      await save(anna);
      await anna.context().setOffline(false);
      await anna.getByRole('alertdialog', { name: /Anna/ }).waitFor();
      await anna.getByLabel('Password', { exact: true }).fill(LOGINS.admin.password);
      await anna.keyboard.press('Enter');
      await anna.getByRole('alertdialog').waitFor({ state: 'detached' });
      await foot(anna)
        .getByText(/^(Salvato|Nessuna modifica)/)
        .waitFor();
      assert.equal(await field(anna, 'Piani').inputValue(), '17');
    }),
  );
});

const save = async (page) => {
  await foot(page).getByRole('button', { name: 'Salva', exact: true }).click();
  await foot(page)
    .getByText(/^Non c’è connessione/)
    .waitFor();
};

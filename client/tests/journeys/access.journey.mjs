/** Signing in with two factors, and proving it again in the middle of the work. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { axe, journey, LOGINS } from './harness.mjs';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for a key, so many steps from now. */
function codeOf(key, ahead = 0) {
  const letters = key.replaceAll(/\s/g, '');
  const bits = [...letters].map((one) => LETTERS.indexOf(one).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g);
  const secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mark = createHmac('sha1', secret).update(step).digest();
  const number = (mark.readUInt32BE(mark[19] & 15) & 0x7fff_ffff) % 1_000_000;
  return String(number).padStart(6, '0');
}

const fill = async (page, { email, password }) => {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Accedi' }).click();
};
const settings = async (desk, name, tab) => {
  await desk.getByRole('button', { name }).click();
  await desk.getByRole('menuitem', { name: /Impostazioni/ }).click();
  await desk.getByRole('tab', { name: tab }).click();
};

describe('two factors', () => {
  const on = journey();

  it(
    'are set up, asked for, and a recovery code stands in for the phone',
    on(async ({ page }) => {
      const desk = await page();
      desk.expects(/status of 4(03|22)/);
      await fill(desk, LOGINS.consultant);
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await settings(desk, /Carlo/, 'Secondo fattore');
      await desk.getByRole('button', { name: 'Attiva il secondo fattore' }).click();
      await desk.getByRole('img', { name: /QR/ }).waitFor();
      assert.deepEqual(await axe(desk), []);
      const key = await desk.locator('code').first().textContent();
      await desk.getByRole('textbox', { name: 'Codice' }).fill('000000');
      await desk.getByRole('button', { name: 'Conferma' }).click();
      await desk.getByText('Il codice non è giusto').waitFor();
      await desk.getByRole('textbox', { name: 'Codice' }).fill(codeOf(key));
      await desk.getByRole('button', { name: 'Conferma' }).click();
      const codes = desk.getByRole('region', { name: 'Codici di recupero' }).locator('code');
      await codes.first().waitFor();
      const kept = await codes.allTextContents();
      assert.equal(new Set(kept).size, 10);
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('button', { name: 'Li ho conservati' }).click();
      await desk.getByText('Restano 10 codici').waitFor();
      await desk.keyboard.press('Escape');
      await desk.getByRole('button', { name: /Carlo/ }).click();
      await desk.getByRole('menuitem', { name: 'Esci' }).click();

      await fill(desk, LOGINS.consultant);
      await desk.getByRole('heading', { name: 'Ancora un passo' }).waitFor();
      assert.deepEqual(await axe(desk), []);
      await desk.getByRole('textbox', { name: 'Codice' }).fill(codeOf(key, 1));
      await desk.keyboard.press('Enter');
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();

      const other = await page();
      other.expects(/status of 4(03|22)/);
      await fill(other, LOGINS.consultant);
      await other.getByRole('button', { name: 'Usa un codice di recupero' }).click();
      await other.getByRole('textbox', { name: 'Codice di recupero' }).fill(kept[3]);
      await other.keyboard.press('Enter');
      await other.getByRole('tab', { name: 'Scrivania' }).waitFor();
    }),
  );

  it(
    'are required of everybody when the studio says so, and nothing else can be done before',
    on(async ({ page }) => {
      const desk = await page();
      desk.expects(/status of 403/);
      await fill(desk, LOGINS.admin);
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      await settings(desk, /Anna/, 'Secondo fattore');
      await desk.getByRole('button', { name: 'Attiva il secondo fattore' }).click();
      const own = await desk.locator('code').first().textContent();
      await desk.getByRole('textbox', { name: 'Codice' }).fill(codeOf(own));
      await desk.keyboard.press('Enter');
      await desk.getByRole('button', { name: 'Li ho conservati' }).click();
      await desk.getByRole('tab', { name: 'Regole di accesso dello studio' }).click();
      await desk.getByText('Tutti', { exact: true }).click();
      await desk.getByText('Le regole di accesso sono cambiate.').waitFor();
      assert.deepEqual(await axe(desk), []);

      const clara = await page();
      clara.expects(/status of 403/);
      await fill(clara, LOGINS.customer);
      await clara.getByRole('heading', { name: 'Attiva il secondo fattore' }).waitFor();
      const key = await clara.locator('code').first().textContent();
      assert.deepEqual(await axe(clara), []);
      await clara.reload();
      await clara.getByRole('heading', { name: 'Attiva il secondo fattore' }).waitFor();
      assert.equal(await clara.getByRole('tab', { name: 'Scrivania' }).count(), 0);
      const newer = await clara.locator('code').first().textContent();
      assert.notEqual(newer, key);
      await clara.getByRole('textbox', { name: 'Codice' }).fill(codeOf(newer));
      await clara.keyboard.press('Enter');
      await clara.getByRole('button', { name: 'Li ho conservati' }).click();
      await clara.getByRole('tab', { name: 'Scrivania' }).waitFor();

      await desk.getByText('Nessuno', { exact: true }).click();
      await desk.getByRole('radio', { name: 'Nessuno', exact: true, checked: true }).waitFor();
    }),
  );
});

describe('a proof in between', () => {
  const on = journey();

  it(
    'is asked for once, and what was typed is saved after it',
    on(async ({ page }) => {
      const desk = await page();
      desk.expects(/status of 4(03|22)/);
      await fill(desk, LOGINS.admin);
      await desk.getByRole('tab', { name: 'Scrivania' }).waitFor();
      // as eleven minutes later: the first answer is the one the server gives then
      let asked = 0;
      await desk.route('**/auth/email', (route) => {
        asked += 1;
        if (asked > 1) return route.continue();
        const body = JSON.stringify({ code: 'reauthenticate', message: '', fields: {} });
        return route.fulfill({ status: 403, contentType: 'application/json', body });
      });
      await settings(desk, /Anna/, 'Password e indirizzo');
      const address = desk.getByRole('textbox', { name: 'E-mail con cui accedi' });
      await address.fill('anna@example.it');
      await desk.getByRole('button', { name: "Cambia l'indirizzo" }).click();
      const proof = desk.getByRole('dialog', { name: 'Conferma che sei tu' });
      await proof.waitFor();
      assert.deepEqual(await axe(desk), []);
      await desk.waitForFunction(() => document.activeElement?.getAttribute('type') === 'password');
      await desk.keyboard.type('not this one');
      await desk.keyboard.press('Enter');
      await proof.getByText('Non è giusta.').waitFor();
      await proof.getByLabel('Password', { exact: true }).fill(LOGINS.admin.password);
      await desk.keyboard.press('Enter');
      await desk.getByText('Da ora accedi con anna@example.it.').waitFor();
      assert.equal(await address.inputValue(), 'anna@example.it');
      assert.equal(asked, 2);
    }),
  );
});

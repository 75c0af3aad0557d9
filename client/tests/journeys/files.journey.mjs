/** Files, comments and tags on a record; what is not taken says why; the studio's letter paper. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { axe, journey, shot, until } from './harness.mjs';
import { list, ready } from './records.mjs';

/** A PNG of one colour, made here. */
const png = (width, height) => {
  const crcs = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = crcs[(c ^ byte) & 255] ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const made = Buffer.alloc(body.length + 8);
    made.writeUInt32BE(data.length);
    body.copy(made, 4);
    made.writeUInt32BE(crc(body), body.length + 4);
    return made;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.alloc(1 + width * 3, 140);
  line[0] = 0;
  const points = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(points)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
const PDF = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n' +
    '<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n',
);
const file = (name, buffer) => ({ name, buffer, mimeType: 'application/octet-stream' });

const choose = async (page, button, ...files) => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(files);
};

describe('what hangs on a record', () => {
  const on = journey();

  const opened = async (page) => {
    const desk = await ready(await page('consultant'));
    await list(desk, 'Sedi');
    await desk.getByRole('button', { name: 'Apri scheda' }).filter({ visible: true }).click();
    await until(() => /org\.sites\//.test(desk.url()), { what: 'no site opened' });
    await desk.getByRole('button', { name: 'Aggiungi file' }).filter({ visible: true }).waitFor();
    return desk;
  };

  it(
    'takes files, says why it does not, shows them large, and gives back what was removed',
    on(async ({ page }) => {
      const desk = await opened(page);
      desk.expects(/status of 422/);
      const add = desk.getByRole('button', { name: 'Aggiungi file' });
      await choose(
        desk,
        add,
        file('Quadro elettrico.png', png(320, 240)),
        file('Certificato.pdf', PDF),
        file('disegno.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      );
      await desk.getByRole('button', { name: 'Quadro elettrico.png', exact: true }).waitFor();
      await desk.getByRole('link', { name: 'Certificato.pdf' }).waitFor();
      const refused = desk.getByRole('alert').filter({ hasText: 'disegno.jpg' });
      await refused.filter({ hasText: 'SVG' }).waitFor();
      await desk.getByRole('button', { name: 'Togli disegno.jpg dall’elenco' }).click();
      await refused.waitFor({ state: 'detached' });
      await shot(desk, 'files-record');
      assert.deepEqual(await axe(desk), []);

      await desk.getByRole('button', { name: 'Quadro elettrico.png', exact: true }).click();
      const large = desk.getByRole('dialog', { name: 'Quadro elettrico.png' });
      await large.getByRole('textbox', { name: 'Didascalia', exact: true }).fill('Il quadro');
      await large.getByRole('textbox', { name: 'Nome del file' }).focus();
      await desk.getByRole('dialog', { name: 'Il quadro' }).waitFor();
      await shot(desk, 'files-large');
      assert.deepEqual(await axe(desk), []);
      await desk.keyboard.press('Escape');

      await desk.getByRole('button', { name: 'Che cosa fare di Certificato.pdf' }).click();
      await desk.getByRole('menuitem', { name: 'Togli' }).click();
      await desk.getByRole('link', { name: 'Certificato.pdf' }).waitFor({ state: 'detached' });
      await desk.getByRole('button', { name: 'Annulla' }).first().click();
      await desk.getByRole('link', { name: 'Certificato.pdf' }).waitFor();
    }),
  );

  it(
    'takes what is dropped anywhere on the record, and what is said about it',
    on(async ({ page }) => {
      const desk = await opened(page);
      const data = await desk.evaluateHandle(
        (bytes) => {
          const made = new DataTransfer();
          made.items.add(new File([new Uint8Array(bytes)], 'Lasciato qui.png'));
          return made;
        },
        [...png(64, 48)],
      );
      const head = desk.getByRole('heading', { level: 2 }).filter({ visible: true }).last();
      await head.dispatchEvent('dragenter', { dataTransfer: data });
      await desk.getByText('Rilascia per allegare').waitFor();
      await head.dispatchEvent('drop', { dataTransfer: data });
      await desk.getByRole('button', { name: 'Lasciato qui.png', exact: true }).waitFor();

      const write = desk.getByRole('textbox', { name: 'Scrivi un commento' });
      await write.filter({ visible: true }).fill('Manca il cartello.');
      await desk.keyboard.press('Control+Enter');
      const said = desk.getByRole('listitem').filter({ hasText: 'Manca il cartello.' });
      await said.waitFor();
      await said.getByRole('button', { name: 'Segna come risolto' }).click();
      await said.waitFor({ state: 'detached' });
      await desk.getByRole('button', { name: 'Mostra 1 risolto' }).click();
      await said.getByText('risolto').waitFor();
    }),
  );

  it(
    'tells a colleague who looks at it',
    on(async ({ page }) => {
      const desk = await opened(page);
      const other = await ready(await page('admin'));
      await other.evaluate((hash) => {
        location.hash = hash;
      }, new URL(desk.url()).hash);
      await other
        .getByRole('button', { name: 'Aggiungi file' })
        .filter({ visible: true })
        .waitFor();
      await choose(
        desk,
        desk.getByRole('button', { name: 'Aggiungi file' }).filter({ visible: true }),
        file('Per il collega.pdf', PDF),
      );
      await other.getByRole('link', { name: 'Per il collega.pdf' }).waitFor();
    }),
  );

  it(
    'shows the studio its letter paper while it is filled in',
    on(async ({ page }) => {
      const desk = await ready(await page('admin'));
      await desk
        .getByRole('navigation', { name: 'Principale' })
        .getByRole('button', { name: 'Profilo dello studio' })
        .click();
      await desk.getByRole('textbox', { name: 'Ragione sociale' }).fill('Studio Adige S.r.l.');
      await desk.getByRole('img', { name: 'La carta intestata di Studio Adige S.r.l.' }).waitFor();
      const logo = desk.getByRole('group', { name: 'Logo' });
      await choose(
        desk,
        logo.getByRole('button', { name: 'Scegli un file: Logo' }),
        file('logo.png', png(400, 120)),
      );
      await logo.getByRole('link', { name: 'logo.png' }).waitFor();
      await desk.keyboard.press('Control+s');
      await until(async () => (await desk.getByText('Nessuna modifica da salvare').count()) > 0);
      await shot(desk, 'studio-profile');
      assert.deepEqual(await axe(desk), []);
    }),
  );
});

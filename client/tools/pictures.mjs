/**
 * The pictures of the README, taken from the program as it is: `make pictures`. A demonstration of
 * its own, two people at work in it, a real Chromium; nothing is drawn by hand.
 */

import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Journey } from '../tests/journeys/harness.mjs';

const FOLDER = fileURLToPath(new URL('../../deploy/pictures/', import.meta.url));
const MOST = 280_000; // bytes; a README is read over slow lines, too
const SETTLED = 1_500; // ms after the last change on the screen: flashes are over, fonts are there

const cell = (page, name) => page.getByRole('gridcell', { name, exact: true }).first();

async function customers(page, code) {
  await page.getByRole('navigation').first().getByText('Clienti', { exact: true }).click();
  await cell(page, code).click();
  await page.getByRole('tab', { name: /Sedi e reparti/ }).waitFor();
}

async function take(page, name) {
  await page.mouse.move(720, 895);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(SETTLED);
  const path = `${FOLDER}${name}.png`;
  await page.screenshot({ path });
  const { size } = await stat(path);
  if (size > MOST) throw new Error(`${name}.png has ${size} bytes, more than ${MOST}`);
  process.stdout.write(`${name}.png ${Math.round(size / 1024)} KB\n`);
}

await mkdir(FOLDER, { recursive: true });
const journey = await Journey.begin();
try {
  const colleague = await journey.page('admin');
  await customers(colleague, 'CAS-003');

  const desk = await journey.page('consultant');
  await customers(desk, 'COS-011');
  await take(desk, 'customers-light');
  await desk.emulateMedia({ colorScheme: 'dark' });
  await take(desk, 'customers-dark');
  await desk.emulateMedia({ colorScheme: 'light' });

  await desk.getByRole('button', { name: /^Apri scheda/ }).click();
  const vat = desk.getByRole('textbox', { name: /^Partita IVA/ });
  const right = await vat.inputValue();
  await desk.getByRole('textbox', { name: /^Nome breve/ }).fill('Marconi');
  await vat.fill(`${right.slice(0, -1)}${(Number(right.slice(-1)) + 1) % 10}`);
  await desk.getByRole('textbox', { name: 'Inizio attività' }).click();
  await take(desk, 'record-light');

  const reader = await journey.page('consultant');
  await reader.getByRole('navigation').first().getByText('Clienti', { exact: true }).click();
  await reader.getByRole('gridcell').first().waitFor();
  await reader.keyboard.press('Control+f');
  await reader.keyboard.type('Valsesia');
  await cell(reader, 'MEC-014').click();
  await reader
    .getByRole('heading', { name: /Valsesia/ })
    .first()
    .waitFor();
  await reader.keyboard.press('Alt+KeyG');
  await reader.getByRole('tab', { name: /^Fascicolo/, selected: true }).waitFor();
  await reader.getByRole('tab', { name: 'Quadro' }).click();
  await reader.getByRole('region', { name: 'Da completare' }).waitFor();
  await take(reader, 'file-light');
  await reader
    .getByRole('tab', { name: /^Ruoli della sicurezza/ })
    .last()
    .click();
  await reader.getByText('Datore di lavoro').last().waitFor();
  await take(reader, 'chart-light');

  const bench = await journey.page('consultant');
  await bench.getByRole('navigation').first().getByText('Metodi', { exact: true }).click();
  await bench.getByRole('searchbox', { name: 'Cerca un metodo' }).fill('NIOSH, compito singolo');
  await bench.getByRole('button', { name: /^NIOSH, compito singolo/ }).click();
  await bench.getByRole('button', { name: 'Prova un esempio' }).click();
  await bench.getByRole('menuitem', { name: /Staffe/ }).click();
  await bench.getByRole('button', { name: 'Confronta' }).click();
  const after = (name) => bench.getByRole('textbox', { name: `${name}, dopo`, exact: true });
  await after('Distanza orizzontale').fill('28');
  await after('Altezza della presa').fill('75');
  await after('Dislocazione verticale').fill('40');
  await after('Torsione').fill('0');
  await after('Massa').fill('12');
  await take(bench, 'bench-light');
} finally {
  await journey.close();
}

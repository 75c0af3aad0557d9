/** Every place there is: the screens of the navigation, a record of each, the tabs of a customer's file. */

import { until } from './harness.mjs';

/** In the words of the server, which are the same whatever language the client speaks. */
export const WORK = [
  'Sedi',
  'Mansioni',
  'Attività',
  'Persone',
  'Nomine',
  'Attrezzature',
  'Sostanze',
  'Calcoli',
  'Gruppi omogenei',
];
export const CATALOGUE = [
  'Metodi',
  'Matrici di rischio',
  'Pericoli',
  'Misure tipo',
  'Tipi di DPI',
  'Corsi',
  'Accertamenti sanitari',
  'Liste di controllo',
  'Modelli di settore',
  'Testi del documento',
  'Tipi di luogo',
  'Tipi di attività',
  'Tipi di mansione',
  'Tipi di attrezzatura',
  'Edizioni del catalogo',
];
export const STUDIO = [
  'Utenti',
  'Registro',
  'Accessi aperti',
  'Regole di avviso',
  'Etichette',
  'Profilo dello studio',
  'Importazioni',
];
/** Lists whose records have a screen that is worth a visit of its own. */
const RECORDS = new Set([
  'Sedi',
  'Mansioni',
  'Persone',
  'Attrezzature',
  'Sostanze',
  'Calcoli',
  'Gruppi omogenei',
  'Matrici di rischio',
  'Pericoli',
  'Liste di controllo',
  'Modelli di settore',
  'Testi del documento',
  'Utenti',
]);

const visible = (page, ...named) => page.getByRole(...named).filter({ visible: true });
const navigation = (page) => page.getByRole('navigation').first();

/** Everything has come: nothing is under way, by what is said and asked, and the text stands still. */
export const settled = async (page) => {
  let before = '';
  await until(async () => {
    const asked = page.calls.some(({ state }) => state === 'open');
    const busy = await page.locator('[aria-busy="true"]').filter({ visible: true }).count();
    const now = await page.getByRole('main').textContent();
    const still = !asked && busy === 0 && now !== '' && now === before;
    before = now;
    return still;
  });
};

/** A cell of a row that is a record; headers of groups are none. */
const record = (page) =>
  page
    .locator('.yg-body [role="row"][aria-rowindex]:not([aria-expanded])')
    .filter({ visible: true })
    .first()
    .getByRole('gridcell')
    .nth(1);

/** The names of what the navigation offers here. */
export const places = async (page) => {
  const lines = navigation(page).getByRole('button');
  await lines.nth(3).waitFor();
  return (await lines.allTextContents()).map((name) => name.trim());
};

/** Open what the navigation names, and a record of it; `see` is told where it is. */
export const visit = async (page, names, see) => {
  for (const name of names) {
    await navigation(page).getByRole('button', { name, exact: true }).click();
    await page.getByRole('tab', { name, exact: true, selected: true }).first().waitFor();
    await settled(page);
    await see(name);
    if (!RECORDS.has(name)) continue;
    const list = page.url();
    await record(page).click();
    await page.keyboard.press('Enter');
    await until(() => page.url() !== list, { what: `no record of ${name} opened` });
    await settled(page);
    await see(`one of ${name}`);
    await page.keyboard.press('Alt+KeyW');
    await until(() => page.url() === list, { what: `the record of ${name} stayed` });
  }
};

/** The file of a customer, tab by tab. */
export const visitFile = async (page, customer, see) => {
  await navigation(page).getByRole('button', { name: 'Clienti', exact: true }).click();
  await visible(page, 'gridcell').first().waitFor();
  await page.keyboard.press('Control+f');
  await page.keyboard.type(customer);
  await visible(page, 'gridcell', { name: customer }).first().click();
  await page.keyboard.press('Alt+KeyG');
  const file = page.getByRole('tabpanel', { name: /^Fascicolo/ });
  const tabs = file.getByRole('tablist').first().getByRole('tab');
  await tabs.nth(5).waitFor();
  for (const tab of await tabs.all()) {
    await tab.click();
    await settled(page);
    await see(`file, ${await tab.textContent()}`);
  }
};

/** How people get to lists and records, by the names they see. */

import { until } from './harness.mjs';
import { settled } from './screens.mjs';

/** Signed in and there: the desktop stands. */
export const ready = async (page) => {
  await page.getByRole('tab', { name: 'Scrivania' }).waitFor();
  return page;
};

/** The table in front. */
export const grid = (page, name) =>
  (name === undefined
    ? page.getByRole('grid').or(page.getByRole('treegrid'))
    : page.getByRole('grid', { name }).or(page.getByRole('treegrid', { name }))
  )
    .filter({ visible: true })
    .first();

export const row = (page, name) =>
  page.getByRole('row', { name }).filter({ visible: true }).first();

/** Open a list by the navigation and wait for its rows. */
export const list = async (page, name) => {
  const line = page
    .getByRole('navigation', { name: 'Principale' })
    .getByRole('button', { name, exact: true });
  await line.waitFor();
  await settled(page); // what was worked at lately comes between the lines, and moves them
  await line.click();
  await page.getByRole('tab', { name, selected: true }).waitFor();
  await page.getByRole('gridcell').filter({ visible: true }).nth(3).waitFor();
};

/** Open the record of a row of the list in front; its address. */
export const record = async (page, name) => {
  await row(page, name).getByRole('gridcell', { name }).first().click();
  await page.getByRole('button', { name: 'Apri scheda' }).filter({ visible: true }).first().click();
  await foot(page).waitFor();
  return await addressOf(page);
};

/** Open what an address names. */
export const at = async (page, address) => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await foot(page).waitFor();
};

export const addressOf = async (page) => {
  await until(() => page.url().includes('#/view/') || page.url().includes('#/create/'));
  return new URL(page.url()).hash;
};

/** The foot of the form in front. */
export const foot = (page) =>
  page.getByRole('toolbar', { name: 'Salvataggio' }).filter({ visible: true });

export const field = (page, name) =>
  page.getByRole('textbox', { name, exact: true }).filter({ visible: true }).first();

/** A field says this, now or when what was asked has come. */
export const holds = (page, name, value) =>
  until(async () => (await field(page, name).inputValue()) === value, {
    what: `${name} never was ${value}`,
  });

export const save = (page) => foot(page).getByRole('button', { name: 'Salva', exact: true });

export const saved = async (page) => {
  await foot(page)
    .getByText(/^(Salvato|Nessuna modifica)/)
    .waitFor();
};

/** Choose one of the options of a field. */
export const choose = async (page, name, option) => {
  await page.getByRole('combobox', { name, exact: true }).filter({ visible: true }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

/** Begin a department of the site in front, by its address. */
export const newDepartment = async (page, name) => {
  const site = (await addressOf(page)).split('/').at(-1);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/create/org.departments?set.site_id=${site}`);
  await page.getByRole('tab', { name: 'Nuovo reparto', selected: true }).waitFor();
  await foot(page).waitFor();
  await field(page, 'Nome').fill(name);
  await choose(page, 'Tipo', 'Locale');
};

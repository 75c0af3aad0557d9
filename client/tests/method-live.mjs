/**
 * How soon a result follows the key: from the keystroke in a field of the bench to the painted figure,
 * by the clock, on the server and over the wire; and what a key costs the main thread. One scenario,
 * then two side by side. On a shared machine the clock is noise: `busy` gates by the cost alone.
 * Prints a table; exits 1 when a gate is not met. `node tests/method-live.mjs [keys] [busy]`; a server
 * that runs already is measured with `YTEFAS_URL=http://127.0.0.1:8017`.
 */

import { chromium } from 'playwright-core';
import { Journey, LOGINS } from './journeys/harness.mjs';

const KEYS = Number(process.argv[2] ?? 80);
const CLOCK = process.argv[3] !== 'busy';
const GATE = 50; // milliseconds, the 95th of a hundred
const QUIET = 220; // milliseconds after a key: everything that follows it has come
const METHODS = [
  ['NIOSH, compito singolo', 'Distanza orizzontale', 25, 60],
  ['Benessere termico, PMV e PPD', "Temperatura dell'aria", 18, 29],
];

const url = process.env.YTEFAS_URL;
const journey = url === undefined ? await Journey.begin() : undefined;
const browser =
  journey?.browser ??
  (await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
  }));
const context = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  locale: 'it-IT',
  baseURL: url ?? journey.server.url,
});
const origin = process.env.YTEFAS_ORIGIN;
const headers = origin === undefined ? {} : { origin };
await context.request.post('/auth/login', { data: LOGINS.consultant, headers });

const share = (values, at) => values.toSorted((a, b) => a - b)[Math.floor(values.length * at)];
const rows = [];
let missed = false;

async function measure(page, name, field, [low, high]) {
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((one) => one.name === 'TaskDuration').value * 1000;
  };
  await page.evaluate(() => {
    const state = { pressed: 0, painted: 0 };
    globalThis.methodLive = state;
    addEventListener(
      'input',
      (event) => Object.assign(state, { pressed: event.timeStamp, painted: 0 }),
      true,
    );
    const see = () => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          if (state.painted === 0) state.painted = performance.now();
        };
        channel.port2.postMessage(0);
      });
    };
    for (const figure of document.querySelectorAll('[role="status"]')) {
      new MutationObserver(see).observe(figure, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    }
  });
  const times = [];
  const costs = [];
  await field.fill(String(low));
  await page.waitForTimeout(500);
  for (let key = 0; key < KEYS; key += 1) {
    const value = low + ((key * 7) % (high - low)) + 1;
    const before = await spent();
    await field.fill(String(value));
    await page.waitForTimeout(QUIET);
    costs.push((await spent()) - before);
    const { pressed, painted } = await page.evaluate(() => globalThis.methodLive);
    if (painted > 0) times.push(painted - pressed);
  }
  const p95 = share(times, 0.95);
  const cost = share(costs, 0.95);
  missed ||= times.length < KEYS * 0.9 || cost > GATE || (CLOCK && p95 > GATE);
  rows.push({
    what: name,
    results: times.length,
    'p50 ms': Math.round(share(times, 0.5)),
    'p95 ms': Math.round(p95),
    'cost p95 ms': Math.round(cost),
  });
  await session.detach();
}

try {
  for (const [method, label, ...range] of METHODS) {
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('navigation').first().getByText('Metodi', { exact: true }).click();
    await page.getByRole('searchbox', { name: 'Cerca un metodo' }).fill(method);
    await page.getByRole('button', { name: method }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: method, level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Prova un esempio' }).click();
    await page.getByRole('menuitem').last().click();
    await page.getByRole('status').filter({ hasText: /\d/ }).first().waitFor();
    const box = (name) => page.getByRole('textbox', { name, exact: true });
    await measure(page, method, box(label), range);
    await page.getByRole('button', { name: 'Confronta' }).click();
    await measure(page, `${method}, two columns`, box(`${label}, dopo`), range);
    await page.close();
  }
  // biome-ignore lint/suspicious/noConsole: this is what it is for
  console.table(rows);
} finally {
  if (journey === undefined) await browser.close();
  else await journey.close();
}
process.exitCode = missed ? 1 : 0;

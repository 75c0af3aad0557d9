/**
 * How soon the details follow the row one moves to: from the key to the painted head, and to the
 * painted rows of the sites, by the clock; and what a move costs the main thread. On a shared machine
 * the clock is noise, so the gate of a full machine is the cost alone: `busy` as the second argument.
 * Prints a table; exits 1 when a gate is not met. A server that runs already is measured with `YTEFAS_URL=http://127.0.0.1:8017 node tests/master-detail.mjs [moves]`.
 */

import { chromium } from 'playwright-core';
import { Journey, LOGINS } from './journeys/harness.mjs';

const MOVES = Number(process.argv[2] ?? 60);
const CLOCK = process.argv[3] !== 'busy';
const GATES = { head: 50, details: 50, cost: 50 }; // milliseconds, the 95th of a hundred
const QUIET = 260; // milliseconds after a key: everything that follows it has come

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
const page = await context.newPage();
await page.goto('/#/view/org.customers');
await page.getByRole('grid', { name: 'Clienti' }).waitFor();
await page.locator('.yg-body .yg-row.cur').first().waitFor();
await page.locator('.yg-body .yg-cell.c2').first().click();

/** Note when a key was pressed, and when what it changed was on the screen. */
await page.evaluate(() => {
  const state = { pressed: 0, head: 0, details: 0 };
  globalThis.masterDetail = state;
  for (const name of ['keydown', 'pointerdown']) {
    addEventListener(
      name,
      (event) => Object.assign(state, { pressed: event.timeStamp, head: 0, details: 0 }),
      true,
    );
  }
  const painted = (name) => {
    if (state[name] < 0) return;
    state[name] = -1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        state[name] = performance.now();
      };
      channel.port2.postMessage(0);
    });
  };
  const watch = (element, name) =>
    new MutationObserver(() => painted(name)).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  const details = document.querySelectorAll('.yg-grid')[1];
  watch(document.querySelector('.record-head'), 'head');
  watch(details.querySelector('.yg-body'), 'details');
});

const session = await context.newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
const spent = async () => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
};

/** Each way by which one gets to another row, and how long all took. */
const WAYS = {
  key: (move) => page.keyboard.press(move % 40 < 20 ? 'ArrowDown' : 'ArrowUp'),
  click: (move) =>
    page
      .locator('.yg-body')
      .first()
      .locator('.yg-row:not([hidden])')
      .nth(1 + ((move * 3) % 8))
      .locator('.yg-cell.c2')
      .click(),
};

async function moves(go) {
  const taken = { head: [], details: [], cost: [] };
  for (let move = 0; move < MOVES; move += 1) {
    const before = await spent();
    await go(move);
    await page.waitForTimeout(QUIET);
    const { pressed, head, details } = await page.evaluate(() => globalThis.masterDetail);
    taken.cost.push((await spent()) - before);
    if (head > 0) taken.head.push(head - pressed);
    if (details > 0) taken.details.push(details - pressed);
  }
  return taken;
}

const at = (times, share) =>
  times.toSorted((one, other) => one - other)[
    Math.min(times.length - 1, Math.floor(times.length * share))
  ];

const kept = (what, times) =>
  (!CLOCK && what !== 'cost') || (times.length > 0 && at(times, 0.95) <= GATES[what]);

const taken = [];
for (const [way, go] of Object.entries(WAYS)) {
  for (const [what, times] of Object.entries(await moves(go))) taken.push([way, what, times]);
}
const results = taken.map(([way, what, times]) => ({
  what: `${what}, by ${way}`,
  moves: times.length,
  median: `${at(times, 0.5)?.toFixed(1)} ms`,
  p95: `${at(times, 0.95)?.toFixed(1)} ms`,
  gate: `≤ ${GATES[what]}`,
  ok: kept(what, times) ? 'yes' : 'NO',
}));
// biome-ignore lint/suspicious/noConsole: this is what it is for
console.table(results);

await context.close();
if (journey === undefined) await browser.close();
else await journey.close();
process.exitCode = results.every(({ ok }) => ok === 'yes') ? 0 : 1;

/**
 * The grid's gates, in main-thread CPU time: frames per second on a shared machine are noise. Prints a
 * table; exits 1 when a gate is not met. `node tests/perf.mjs [seconds per phase]`
 */

import { openLab, shown } from './lab.mjs';

const SECONDS = Number(process.argv[2] ?? 4);
const GATES = { first: 250, idle: 4, slow: 8, fast: 16, heap: 60 };

const lab = await openLab({ flags: ['--enable-precise-memory-info'] });
const results = [];

function note(what, value, unit, gate, script) {
  results.push({
    what,
    measured: `${value.toFixed(2)} ${unit}`,
    script,
    gate: gate === undefined ? '' : `≤ ${gate}`,
    ok: gate === undefined || value <= gate ? 'yes' : 'NO',
  });
}

async function metrics(session) {
  const { metrics: list } = await session.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** Counters on before the page is loaded, so that everything from the navigation on counts. */
async function firstRows() {
  const times = [];
  for (let run = 0; run < 3; run += 1) {
    const page = await lab.page('rows=0');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = (await metrics(session)).TaskDuration;
    await page.goto(page.url().replace('rows=0', 'rows=1000000'));
    await page.waitForSelector('.yg-body .yg-row:not(.blank):not([hidden])');
    times.push(((await metrics(session)).TaskDuration - before) * 1000);
    await page.context().close();
  }
  return Math.min(...times);
}

async function phase(page, session, what, gate, act) {
  await page.waitForTimeout(300);
  await session.send('HeapProfiler.collectGarbage');
  const before = await metrics(session);
  const frames = await page.evaluate(
    ([seconds, source]) =>
      new Promise((resolve) => {
        const box = document.querySelector('.yg-grid');
        const step = new Function('box', 'frame', source);
        const end = performance.now() + seconds * 1000;
        let frame = 0;
        const turn = (now) => {
          frame += 1;
          step(box, frame);
          now < end ? requestAnimationFrame(turn) : resolve(frame);
        };
        requestAnimationFrame(turn);
      }),
    [SECONDS, act],
  );
  const after = await metrics(session);
  const per = (name) => ((after[name] - before[name]) * 1000) / frames;
  note(
    `${what} (${Math.round(frames / SECONDS)} fps)`,
    per('TaskDuration'),
    'ms/frame',
    gate,
    per('ScriptDuration').toFixed(2),
  );
}

note('CPU to first rows, from navigation', await firstRows(), 'ms', GATES.first, '');
const page = await lab.page('rows=1000000&patches=200');
await shown(page);
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
await phase(page, session, 'idle + 200 patches/s', GATES.idle, '');
await phase(page, session, 'slow scroll, 60 px/frame', GATES.slow, 'box.scrollTop += 60');
await phase(page, session, 'fast scroll, 600 px/frame', GATES.fast, 'box.scrollTop += 600');
await phase(
  page,
  session,
  'jumps, 4/s',
  undefined,
  'if (frame % 15 === 0) box.scrollTop = (frame * 7919 * 997) % box.scrollHeight',
);
await page.evaluate(async () => {
  const box = document.querySelector('.yg-grid');
  for (let stop = 0; stop <= 400; stop += 1) {
    box.scrollTop = (stop / 400) * box.scrollHeight;
    await new Promise((next) => setTimeout(next, 30));
  }
});
const raw = (await metrics(session)).JSHeapUsedSize / 2 ** 20;
await session.send('HeapProfiler.collectGarbage');
const kept = (await metrics(session)).JSHeapUsedSize / 2 ** 20;
note('heap after the tour, before collection', raw, 'MB', GATES.heap, '');
note('heap after the tour, collected', kept, 'MB', GATES.heap, '');
const nodes = (await metrics(session)).Nodes;
note('DOM nodes after the tour', nodes, '', undefined, '');
// biome-ignore lint/suspicious/noConsole: the table is what this script is for
console.table(results);
await lab.close();
process.exitCode = results.some(({ ok }) => ok === 'NO') ? 1 : 0;

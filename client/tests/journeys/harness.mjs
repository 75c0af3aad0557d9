/**
 * People's ways through the whole program: a server with a demonstration of its own, a real Chromium.
 *
 *     const on = journey();
 *     it('opens a customer', on(async ({ page, server }) => { … }));
 *
 * A journey fails on anything it did not expect in the console, on an error of the page and on any
 * violation of the page's policy. Those that stop the server say so: `page.expects(DISCONNECTED)`.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const YTEFAS = process.env.JOURNEY_YTEFAS ?? join(ROOT, '.venv/bin/ytefas');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SHOTS = process.env.JOURNEY_SHOTS ?? tmpdir();
const READY = 'Stop it with Ctrl+C';
const FILLED = process.env.JOURNEY_FILLED; // a demonstration at rest, to begin with a copy of
const PATIENCE = 120_000; // milliseconds for a server to be there, on a busy machine
// for one step of a person: a machine may be busy, and what never comes is told as late as that
const STEP = Number(process.env.JOURNEY_PATIENCE ?? 45_000);
// `JOURNEY_SLOW=6` makes every page six times as slow: what a test read too early is then found
const SLOW = Number(process.env.JOURNEY_SLOW ?? 1);
// what is said of a page that gave way to the next one while it was asked
const REPLACED = /context was destroyed|because of a navigation/;
const FLAGS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const LOGINS = {
  admin: { email: 'admin@example.it', password: 'demo-admin-2008' },
  consultant: { email: 'consulente@example.it', password: 'demo-consulente-81' },
  customer: { email: 'cliente@example.it', password: 'demo-cliente-2008' },
};

/** What Chromium itself writes when a server is away. */
export const DISCONNECTED = /WebSocket connection to|net::ERR_|status of 50[234]/;

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** A folder with all that is in it, whoever owns it: the database may run as another user. */
const copied = async (from, to) => {
  const copying = spawn('cp', ['-a', from, to], { stdio: 'inherit' });
  const [status] = await once(copying, 'exit');
  assert.equal(status, 0, `cannot copy ${from}`);
};

/** A demonstration on a port and in a folder of its own; it can be killed and started again. */
export class Server {
  #process;
  #said = '';

  static async start({ rows = 0, within = PATIENCE } = {}) {
    const server = new Server();
    server.folder = await mkdtemp(join(tmpdir(), 'ytefas-journey-'));
    await chmod(server.folder, 0o711); // root's database runs as another user, who must get in
    server.port = await freePort();
    server.url = `http://127.0.0.1:${server.port}`;
    server.rows = rows;
    server.within = within;
    if (FILLED !== undefined && rows === 0) await copied(FILLED, server.data);
    await server.#spawn();
    return server;
  }

  get data() {
    return join(this.folder, 'data');
  }

  async #spawn() {
    const words = ['demo', '--data-dir', this.data, '--port', String(this.port)];
    this.#process = spawn(YTEFAS, [...words, '--rows', String(this.rows)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = this.#process;
    const gone = new AbortController();
    const ready = new Promise((found, failed) => {
      const hear = (bytes) => {
        this.#said = (this.#said + bytes).slice(-20_000);
        if (this.#said.includes(READY)) found();
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.on('error', failed);
      started.on('exit', (status) => failed(new Error(`server ended (${status}):\n${this.#said}`)));
    });
    const late = pause(this.within, undefined, gone).then(() => {
      throw new Error(`no server in time:\n${this.#said}`);
    });
    try {
      await Promise.race([ready, late]);
    } catch (error) {
      await this.#end('SIGTERM'); // what goes on alone would keep the whole run from ending
      throw error;
    } finally {
      gone.abort();
      late.catch(() => undefined);
    }
  }

  /** What it has written, for a failure's sake. */
  get said() {
    return this.#said;
  }

  /** As a power cut would: nothing is finished, nothing is said. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async restart() {
    await this.#end('SIGKILL');
    this.#said = '';
    await this.#spawn();
  }

  async #end(signal) {
    const ended = this.#process;
    this.#process = undefined;
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return;
    const gone = new Promise((exited) => ended.once('exit', exited));
    ended.kill(signal);
    await gone;
  }

  async stop() {
    await this.rest();
    await this.clear();
  }

  /** Ended in order: its data are whole, and nobody works with them. */
  async rest() {
    if (this.#process === undefined) await this.restart(); // so that it ends its database, too
    await this.#end('SIGTERM');
  }

  async clear() {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * A slow line to a server: each way takes half of the delay. It can be cut, and held: then nothing
 * passes until it flows again, so that what happens meanwhile cannot have waited for the server.
 */
export async function slowLine(server, delay) {
  const open = new Set();
  let held; // what waits for the line to flow
  const pass = (send) => (held === undefined ? send() : held.push(send));
  const relay = (from, to) => {
    from.on('data', (bytes) =>
      setTimeout(() => pass(() => to.writable && to.write(bytes)), delay / 2),
    );
    from.on('error', () => to.destroy());
    from.on('close', () => setTimeout(() => to.destroy(), delay / 2));
  };
  const line = createServer((near) => {
    const far = connect(server.port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => open.delete(socket));
    }
    relay(near, far);
    relay(far, near);
  });
  await new Promise((listening) => line.listen(0, '127.0.0.1', listening));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${line.address().port}`,
    cut,
    hold() {
      held ??= [];
    },
    flow() {
      const waiting = held ?? [];
      held = undefined;
      for (const send of waiting) send();
    },
    async close() {
      cut();
      await new Promise((closed) => line.close(closed));
    },
  };
}

/**
 * What passes between a page and its server: `page.calls`, in order, each with its text and whether
 * it is open, answered or lost with its connection; and `page.heard`, the text of all that came.
 */
function listened(page) {
  page.calls = [];
  page.heard = [];
  const lose = (calls) => {
    for (const call of calls) if (call.state === 'open') call.state = 'lost';
  };
  page.on('request', (request) => {
    if (request.isNavigationRequest()) lose(page.calls); // its sockets go without a word
  });
  page.on('websocket', (socket) => {
    const open = new Map();
    socket.on('framesent', ({ payload }) => {
      const [, id] = /^\[\s*48,\s*(\d+),/.exec(payload) ?? [];
      if (id === undefined) return;
      open.set(id, { text: String(payload), state: 'open' });
      page.calls.push(open.get(id));
    });
    socket.on('framereceived', ({ payload }) => {
      page.heard.push(String(payload));
      const [, id] = /^\[\s*(?:50|8,\s*48),\s*(\d+),/.exec(payload) ?? [];
      const call = open.get(id);
      if (call !== undefined) call.state = 'answered';
    });
    socket.on('close', () => lose(open.values()));
  });
}

/** Everything that goes wrong in a page, but for what is expected. */
async function watched(page) {
  const expected = [];
  page.faults = [];
  page.expects = (...patterns) => expected.push(...patterns);
  const fault = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) page.faults.push(text);
  };
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) {
      fault(`${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => fault(String(error.stack ?? error)));
  page.on('crash', () => fault('the page crashed'));
  listened(page);
  await page.exposeBinding('policyViolated', (_page, told) => fault(`policy: ${told}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sample, sourceFile, lineNumber } = event;
      globalThis.policyViolated(
        `${violatedDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`,
      );
    });
  });
  return page;
}

/** One Chromium on one server. */
export class Journey {
  static async begin({ rows = 0, flags = [] } = {}) {
    const made = new Journey();
    made.server = await Server.start({ rows });
    made.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      chromiumSandbox: false,
      args: [...FLAGS, ...flags],
    });
    return made;
  }

  /**
   * A new person at a new browser. `login` (one of LOGINS) has signed in before; without one the
   * login is shown. `latency` in milliseconds, there and back. Playwright's options of a context.
   */
  async page(login, { latency = 0, path = '/', ...options } = {}) {
    const line = latency > 0 ? await slowLine(this.server, latency) : undefined;
    const url = line?.url ?? this.server.url;
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      baseURL: url,
      ...options,
    });
    context.setDefaultTimeout(STEP);
    if (login !== undefined) {
      const answer = await context.request.post('/auth/login', { data: LOGINS[login] });
      assert.equal(answer.status(), 200, await answer.text());
    }
    const page = await watched(await context.newPage());
    if (SLOW > 1) {
      const debugging = await context.newCDPSession(page);
      await debugging.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
    }
    page.line = line;
    context.on('close', () => line?.close());
    await page.goto(path);
    return page;
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
  }
}

/**
 * The journeys of a file share a server and a browser; each has pages of its own, closed behind it.
 * What goes wrong in any of them fails the journey, with a picture of it as it was.
 */
export function journey(options = {}) {
  let shared;
  before(async () => {
    shared = await Journey.begin(options);
  });
  after(() => shared?.close());
  return (walk) => async (test) => {
    const pages = [];
    const page = async (...asked) => {
      const made = await shared.page(...asked);
      pages.push(made);
      return made;
    };
    try {
      await walk({ page, server: shared.server, browser: shared.browser });
      assert.deepEqual(
        pages.flatMap(({ faults }) => faults),
        [],
      );
    } catch (error) {
      await Promise.all(pages.map((one, at) => pictured(one, `${test.name} ${at + 1}`, error)));
      throw error;
    } finally {
      await Promise.all(pages.map((one) => one.context().close()));
    }
  };
}

const pictured = async (page, name, error) => {
  try {
    error.message += `\n${page.url()}, pictured in ${await shot(page, name)}\n${page.faults.join('\n')}`;
  } catch {
    // a page that is gone has no picture
  }
};

/** A picture of the page, in JOURNEY_SHOTS or where temporary files are. */
export async function shot(page, name) {
  const path = join(SHOTS, `${name.replaceAll(/[^\w-]+/g, '-')}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  return path;
}

const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: {
    'target-size': { enabled: true },
    // a line of a menu is called what it does; its hint and its keys describe it
    'label-content-name-mismatch': { enabled: false },
  },
};
const COLOURS = {
  light: { runOnly: { type: 'rule', values: ['color-contrast'] } },
  contrast: { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } },
};

/**
 * Everything axe finds; nothing is what it should be. Themes differ in their colours only, so the
 * first is looked at whole and the others for contrast: the high one has more of it to keep.
 */
export async function axe(page, { themes = ['light', 'dark', 'contrast'], within = 'html' } = {}) {
  const source = await readFile(AXE, 'utf8');
  await page.evaluate(source); // through the debugger, so the policy of the page stands
  const look = (theme, at) =>
    page.evaluate(
      async ([name, place, options]) => {
        const html = document.documentElement;
        const was = html.dataset.theme;
        html.dataset.theme = name;
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 50)));
        // a list of choices belongs to its field, wherever in the page it is drawn
        const selector = 'body *:not([role="listbox"], [role="listbox"] *)';
        globalThis.axe.configure({ rules: [{ id: 'region', selector }] });
        const { violations } = await globalThis.axe.run(place, options);
        if (was === undefined) delete html.dataset.theme;
        else html.dataset.theme = was;
        return violations.map(
          ({ id, nodes }) =>
            `${name}: ${id}: ${nodes.map(({ html: text }) => text.slice(0, 200)).join(' | ')}`,
        );
      },
      [
        theme,
        within,
        { ...(at === 0 ? RULES : (COLOURS[theme] ?? COLOURS.light)), resultTypes: ['violations'] },
      ],
    );
  const found = [];
  for (const [at, theme] of themes.entries()) found.push(...(await look(theme, at)));
  return found;
}

/** The page is on the machine: it can be loaded without a server. */
export const installed = (page) =>
  until(
    () =>
      page.evaluate(async () => {
        const worker = (await navigator.serviceWorker.getRegistration())?.active;
        return worker?.state === 'activated';
      }),
    { what: 'the service worker never became active' },
  );

/** Somebody may type now: the focus has come to where it is meant to be. */
export const focused = (locator) =>
  until(() => locator.evaluate((one) => one.contains(document.activeElement)), {
    what: `the focus never came to ${locator}`,
  });

/** The latest call of a page that names something says what is wanted, and is answered. */
export const told = (page, what, wanted = /./) =>
  until(
    () => {
      const last = page.calls.findLast(({ text }) => text.includes(what));
      return last?.state === 'answered' && wanted.test(last.text);
    },
    { what: `the server was never told ${what}` },
  );

/**
 * Ask until it is so; what is asked for may take a while. A page that is just being replaced by the
 * next one has no answer: the next one is asked.
 */
export async function until(holds, { within = STEP, what = 'it never came true' } = {}) {
  const end = Date.now() + within;
  const asked = async () => {
    try {
      return await holds();
    } catch (error) {
      if (REPLACED.test(error.message)) return false;
      throw error;
    }
  };
  while (!(await asked())) {
    if (Date.now() > end) assert.fail(what);
    await pause(50);
  }
}

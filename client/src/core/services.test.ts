import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Dispatcher } from './dispatch.ts';
import { Failure } from './failure.ts';
import { FakeTransport } from './fake-transport.ts';
import { Prefs } from './prefs.ts';
import { type Job, Services } from './services.ts';
import { Session } from './session.ts';

const person = {
  decide: () => Promise.resolve('stay' as const),
  choose: () => Promise.resolve(''),
  leave: () => Promise.resolve(),
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A session that comes back, or that the server has to build anew under another number. */
const made = (answers: Readonly<Record<string, unknown>>) => {
  const asked: string[] = [];
  const dispatcher = new Dispatcher();
  let resume: { id: string; token: string } | undefined;
  const session = new Session(dispatcher, person, {
    load: () => resume,
    save: (one) => {
      resume = one;
    },
    clear: () => {
      resume = undefined;
    },
  });
  const up = async (id = '1') => {
    dispatcher.disconnect();
    const transport = new FakeTransport((uri, args) => {
      if (uri === 'ytefas.session.start_session') {
        const kept = args[0] !== undefined && (args[0] as { id: string }).id === id;
        const said = { id, base: `s.${id}`, location: 'client', token: 't', status: 'active' };
        return { ...said, resumed: kept, rebuilt: false, user: { user_id: 'ada' } };
      }
      const name = uri.replace(/^s\.\d+\.server\./, '');
      if (!(name in answers)) return null;
      asked.push(`${name} ${JSON.stringify(args)}`);
      const answer = answers[name];
      if (answer instanceof Failure) throw answer;
      return typeof answer === 'function' ? answer(...args) : answer;
    });
    await session.takeUp(transport);
    await vi.advanceTimersByTimeAsync(0);
    return transport;
  };
  return { asked, session, up, services: new Services(session) };
};

test('preferences wait for the session, follow other pages, and are told again when they were not taken', async () => {
  const answers: Record<string, unknown> = { 'prefs.all': { theme: 'dark' }, 'prefs.put': null };
  const { asked, services, up } = made(answers);
  const prefs = new Prefs();
  const following = prefs.follow(services.prefs);
  const transport = await up();
  await following;
  expect(prefs.get('theme')).toBe('dark');
  transport.event('s.1.server.prefs.changed', 'theme', 'contrast');
  await vi.advanceTimersByTimeAsync(0);
  expect(prefs.get('theme')).toBe('contrast');

  answers['prefs.put'] = new Failure('busy', { retry: true });
  prefs.set('theme', 'light');
  await vi.advanceTimersByTimeAsync(1_000);
  answers['prefs.put'] = null;
  await prefs.follow(services.prefs);
  await vi.advanceTimersByTimeAsync(0);
  expect(prefs.get('theme')).toBe('light');
  expect(asked.at(-1)).toBe('prefs.put ["theme","light"]');
});

test('who is here is heard on every connection, and a session built anew is listened to anew', async () => {
  const { asked, services, up } = made({ 'presence.here': null });
  const { presence } = services;
  await presence.here([{ view: '1', source: 'org.sites', key: 'a' }]).catch(() => undefined);
  await up();
  expect(asked).toEqual(['presence.here [[{"view":"1","source":"org.sites","key":"a"}]]']);
  const back = await up();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.length).toBe(2);
  back.event('s.1.server.presence.changed', [{ user_id: 'eva' }]);
  expect(presence.people.value.length).toBe(1);
  const anew = await up('2');
  expect([asked.length, presence.people.value.length]).toEqual([3, 0]);
  anew.event('s.2.server.presence.changed', [{ user_id: 'eva' }, { user_id: 'ugo' }]);
  expect(presence.people.value.length).toBe(2);
});

test('moving about is told a few times a second, and the last place in any case', async () => {
  const { asked, services, up } = made({ 'presence.here': null });
  await up();
  await vi.advanceTimersByTimeAsync(1_000);
  const { presence } = services;
  await vi.advanceTimersByTimeAsync(1_000);
  asked.length = 0;
  for (const key of ['a', 'b', 'c', 'd']) await presence.here([{ view: '1', key }]);
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked.map((line) => JSON.parse(line.slice(14))[0][0].key)).toEqual(['a', 'd']);
});

test('the views of a list are there when the server has answered, and again when they change', async () => {
  const one = { id: '1', source: 'org.sites', name: 'Mia', row_version: 1 };
  const lists = [[], [one], []];
  const { services, up } = made({
    'views.list': () => lists.shift(),
    'views.keep': one,
    'views.remove': null,
  });
  const transport = await up();
  const views = services.views.of('org.sites');
  await vi.advanceTimersByTimeAsync(0);
  expect(views.value).toEqual([]);
  await services.views.keep({ source: 'org.sites', name: 'Mia', state: {} });
  expect(views.value).toEqual([one]);
  transport.event('s.1.server.views.changed', 'org.sites');
  await vi.advanceTimersByTimeAsync(0);
  expect(views.value).toEqual([]);
});

test('jobs come, go on and are dismissed; the newest is first', async () => {
  const job = (id: string, at: number, more: Partial<Job> = {}): Job => ({
    id, kind: 'export', label: id, state: 'running', done: 0, total: null, note: '',
    created_at: `2026-01-0${at}`, ended_at: null, file: null, error: null, opens: null,
    dismissed: false, ...more,
  }); // biome-ignore format: a record
  const { services, up } = made({
    'jobs.all': [job('a', 1)],
    'jobs.dismiss': job('a', 1, { dismissed: true }),
    'jobs.export': job('c', 3),
  });
  const transport = await up();
  const { jobs } = services;
  await vi.advanceTimersByTimeAsync(0);
  transport.event('s.1.server.jobs.changed', job('b', 2));
  await jobs.export({ context: 's.1.server.1', cursor: 'rows', columns: ['name'], format: 'csv' });
  expect(jobs.list.value.map((one) => one.id)).toEqual(['c', 'b', 'a']);
  await jobs.dismiss('a');
  transport.event('s.1.server.jobs.changed', job('b', 2, { state: 'done' }));
  expect(jobs.list.value.map((one) => one.state)).toEqual(['running', 'done']);
});

test('looking through all rows of a sheet may take minutes', async () => {
  const { services, up } = made({ 'imports.check': null });
  const transport = await up();
  const calls = vi.spyOn(transport, 'call');
  await services.imports.check('upload');
  expect(calls.mock.lastCall?.[2]?.timeout).toBeGreaterThanOrEqual(240_000);
});
